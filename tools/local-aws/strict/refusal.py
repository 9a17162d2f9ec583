"""An answer that refuses a call."""

from collections import namedtuple

# code      as AWS's SDKs know the error
# message   for people
# status    of HTTP; None: what the service's model says of the code, else 400
Refusal = namedtuple("Refusal", "code message status", defaults=[None])
