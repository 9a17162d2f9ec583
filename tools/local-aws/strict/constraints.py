"""Holds parameters against the constraints of the service's model."""

import functools

from .patterns import matcher
from .problems import ENUM, LENGTH, MISSING, PATTERN, RANGE, UNION, Problem

COUNTED = ("string", "blob", "list", "map")


def violations(shape, value, path=()):
    """Yields a Problem for each constraint that the value does not meet."""
    if value is None:
        # It could not be read, which is a problem already.
        return
    yield from own_violations(shape, value, path)
    kind = shape.type_name
    if kind == "structure" and not shape.is_document_type:
        for name in shape.required_members:
            if name not in value:
                yield Problem(MISSING, (*path, name), None, shape.members[name])
        if is_union(shape) and len(value) != 1:
            yield Problem(UNION, path, value, shape)
        for name, each in value.items():
            yield from violations(shape.members[name], each, (*path, name))
    elif kind == "list":
        for index, each in enumerate(value, 1):
            yield from violations(shape.member, each, (*path, index))
    elif kind == "map":
        for key, each in value.items():
            yield from own_violations(shape.key, key, (*path, key))
            yield from violations(shape.value, each, (*path, key))


def own_violations(shape, value, path):
    limits = limits_of(shape)
    if limits is None:
        return
    least, most, allowed, matches = limits
    size = len(value) if shape.type_name in COUNTED else value
    if (least is not None and size < least) or (most is not None and size > most):
        yield Problem(LENGTH if shape.type_name in COUNTED else RANGE, path, value, shape)
    if allowed is not None and value not in allowed:
        yield Problem(ENUM, path, value, shape)
    if matches is not None and not matches(value):
        yield Problem(PATTERN, path, value, shape)


@functools.cache
def limits_of(shape):
    """Minimum, maximum, enumeration and pattern of a shape; None if it has none of them."""
    metadata = shape.metadata
    least, most = metadata.get("min"), metadata.get("max")
    if shape.type_name in ("structure", "timestamp", "boolean"):
        least = most = None
    allowed = frozenset(metadata["enum"]) if metadata.get("enum") else None
    matches = (
        matcher(metadata["pattern"])
        if metadata.get("pattern") and shape.type_name == "string"
        else None
    )
    limits = (least, most, allowed, matches)
    return None if limits == (None, None, None, None) else limits


@functools.cache
def is_union(shape):
    return getattr(shape, "is_tagged_union", False)
