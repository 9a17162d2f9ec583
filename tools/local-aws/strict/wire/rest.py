"""Parameters in the URI, the headers and the body of a request: the REST protocols."""

from ..problems import TYPE, Problem
from . import json_body, xml_body
from .scalars import read_text


def read_json(request, route, shape, problems):
    return read(request, route, shape, problems, json_body.read_object)


def read_xml(request, route, shape, problems):
    return read(request, route, shape, problems, xml_body.read_document)


def read(request, route, shape, problems, read_body):
    parameters = dict(located_values(request, route.labels, shape, problems))
    payload = shape.serialization.get("payload")
    if payload is None:
        if has_body(shape):
            parameters.update(read_body(request.body, shape, (), problems) or {})
    elif shape.members[payload].type_name == "structure":
        if request.body:
            parameters[payload] = read_body(
                request.body, shape.members[payload], (payload,), problems
            )
    elif shape.members[payload].type_name == "string":
        parameters[payload] = request.body.decode(errors="replace")
    # Other payloads are what is stored: they are left to moto unread.
    return parameters


def has_body(shape):
    return any("location" not in member.serialization for member in shape.members.values())


def located_values(request, labels, shape, problems):
    """Names and values of the members that are not in the body."""
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        wire_name = member.serialization.get("name", name)
        if location == "uri":
            sent = labels.get(wire_name)
        elif location == "querystring":
            sent = request.query.get(wire_name)
            if member.type_name == "map":
                continue
        elif location == "header":
            sent = request.header(wire_name)
        elif location == "headers":
            yield name, request.headers_beginning(wire_name)
            continue
        else:
            continue
        if sent is not None:
            yield name, read_located(member, sent, (name,), problems)


def read_located(member, sent, path, problems):
    try:
        if member.type_name == "list":
            texts = sent if isinstance(sent, list) else [text.strip() for text in sent.split(",")]
            return [read_text(member.member, text) for text in texts]
        return read_text(member, sent[0] if isinstance(sent, list) else sent)
    except ValueError:
        problems.append(Problem(TYPE, path, sent, member))
        return None
