"""Parameters as a JSON object: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html"""

import functools
import json

from botocore.utils import parse_timestamp

from ..problems import MALFORMED, TYPE, UNKNOWN, Problem
from .scalars import INTEGERS, NUMBERS, fail, read_base64


def read(request, _route, shape, problems):
    return read_object(request.body, shape, (), problems)


def read_object(body, shape, path, problems):
    """Reads a body that is one JSON object; an empty body is an empty one."""
    try:
        value = json.loads(body) if body else {}
    except ValueError:
        problems.append(Problem(MALFORMED, path, body, shape))
        return {}
    return read_value(shape, value, path, problems)


def read_value(shape, value, path, problems):
    """The value by the model's names; None if it is of another type."""
    try:
        return READERS.get(shape.type_name, read_string)(shape, value, path, problems)
    except (ValueError, TypeError):
        problems.append(Problem(TYPE, path, value, shape))
        return None


def read_structure(shape, value, path, problems):
    if shape.is_document_type:
        return value
    if not isinstance(value, dict):
        fail(value)
    members, parameters = members_by_wire_name(shape), {}
    for wire_name, each in value.items():
        if wire_name not in members:
            # Newer SDKs name the shape of an object in it.
            if wire_name != "__type":
                problems.append(Problem(UNKNOWN, (*path, wire_name), each, shape))
        elif each is not None:
            name, member = members[wire_name]
            parameters[name] = read_value(member, each, (*path, name), problems)
    return parameters


@functools.cache
def members_by_wire_name(shape):
    return {
        member.serialization.get("name", name): (name, member)
        for name, member in shape.members.items()
        # The others are read from the URI and the headers.
        if "location" not in member.serialization
    }


def read_list(shape, value, path, problems):
    if not isinstance(value, list):
        fail(value)
    return [
        read_value(shape.member, each, (*path, index), problems)
        for index, each in enumerate(value, 1)
    ]


def read_map(shape, value, path, problems):
    if not isinstance(value, dict):
        fail(value)
    return {
        key: read_value(shape.value, each, (*path, key), problems) for key, each in value.items()
    }


def read_string(_shape, value, _path, _problems):
    return value if isinstance(value, str) else fail(value)


def read_integer(_shape, value, _path, _problems):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
        fail(value)
    return int(value)


def read_number(_shape, value, _path, _problems):
    # Numbers that JSON does not have are texts.
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        fail(value)
    return float(value)


def read_boolean(_shape, value, _path, _problems):
    return value if isinstance(value, bool) else fail(value)


def read_blob(_shape, value, _path, _problems):
    return read_base64(value) if isinstance(value, str) else fail(value)


def read_timestamp(_shape, value, _path, _problems):
    return parse_timestamp(value)


READERS = {
    "structure": read_structure,
    "list": read_list,
    "map": read_map,
    "boolean": read_boolean,
    "blob": read_blob,
    "timestamp": read_timestamp,
    **dict.fromkeys(INTEGERS, read_integer),
    **dict.fromkeys(NUMBERS, read_number),
}
