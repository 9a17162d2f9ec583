"""What can be wrong with a request, before its words are found."""

from collections import namedtuple

# kind    MISSING, UNKNOWN, TYPE, ENUM, LENGTH, RANGE, PATTERN, UNION or MALFORMED
# path    names of members and, counted from 1, indexes of elements
# value   what was sent
# shape   the model's shape of the value, which says what is allowed
Problem = namedtuple("Problem", "kind path value shape")

MISSING = "missing"
UNKNOWN = "unknown"
TYPE = "type"
ENUM = "enum"
LENGTH = "length"
RANGE = "range"
PATTERN = "pattern"
UNION = "union"
MALFORMED = "malformed"
