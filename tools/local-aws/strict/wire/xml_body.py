"""Parameters as an XML document: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html"""

import functools
from xml.etree import ElementTree

from ..problems import MALFORMED, TYPE, UNKNOWN, Problem
from .scalars import fail, read_text


def read_document(body, shape, path, problems):
    """Reads a body that is one XML element; an empty body is an empty one."""
    if not body:
        return {}
    try:
        element = ElementTree.fromstring(body)
    except ElementTree.ParseError:
        problems.append(Problem(MALFORMED, path, body, shape))
        return {}
    return read_value(shape, element, path, problems)


def read_value(shape, element, path, problems):
    """The value by the model's names; None if it is of another type."""
    try:
        reader = {"structure": read_structure, "list": read_list, "map": read_map}.get(
            shape.type_name
        )
        if reader:
            return reader(shape, element, path, problems)
        return read_text(shape, element.text or "") if len(element) == 0 else fail(element)
    except (ValueError, TypeError):
        problems.append(Problem(TYPE, path, element.text, shape))
        return None


def read_structure(shape, element, path, problems):
    members, parameters = members_by_wire_name(shape), {}
    for name, member in shape.members.items():
        if member.serialization.get("xmlAttribute"):
            # Such as xsi:type, whose prefix the parser has replaced by its namespace.
            local = member.serialization["name"].partition(":")[2]
            values = [
                value for key, value in element.attrib.items() if without_namespace(key) == local
            ]
            parameters.update({name: value for value in values})
    for child in element:
        wire_name = without_namespace(child.tag)
        if wire_name not in members:
            problems.append(Problem(UNKNOWN, (*path, wire_name), child.text, shape))
            continue
        name, member = members[wire_name]
        if is_flattened_list(member):
            elements = parameters.setdefault(name, [])
            elements.append(
                read_value(member.member, child, (*path, name, len(elements) + 1), problems)
            )
        else:
            parameters[name] = read_value(member, child, (*path, name), problems)
    return parameters


@functools.cache
def members_by_wire_name(shape):
    members = {}
    for name, member in shape.members.items():
        wire_name = member.serialization.get("name", name)
        if is_flattened_list(member):
            wire_name = member.member.serialization.get("name", wire_name)
        if "location" not in member.serialization and not member.serialization.get("xmlAttribute"):
            members[wire_name] = (name, member)
    return members


def is_flattened_list(shape):
    return shape.type_name == "list" and bool(shape.serialization.get("flattened"))


def read_list(shape, element, path, problems):
    return [
        read_value(shape.member, child, (*path, index), problems)
        for index, child in enumerate(element, 1)
    ]


def read_map(shape, element, path, problems):
    entries = {}
    for entry in element:
        key, value = entry
        entries[key.text] = read_value(shape.value, value, (*path, key.text), problems)
    return entries


def without_namespace(name):
    return name.rpartition("}")[2]
