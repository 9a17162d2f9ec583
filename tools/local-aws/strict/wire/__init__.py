"""Reads requests by the model of their operation, one file per way in which AWS sends parameters.
"""

from . import json_body, query, rest

READERS = {
    "ec2": query.read_ec2,
    "json": json_body.read,
    "query": query.read,
    "rest-json": rest.read_json,
    "rest-xml": rest.read_xml,
}


def read(request, route):
    """The parameters of a request by the model's names, and what cannot be read of it.

    Parameters that cannot be read are left out of the former and are a Problem in the latter.
    """
    problems = []
    shape = route.operation.input_shape
    parameters = {} if shape is None else READERS[route.protocol](request, route, shape, problems)
    return parameters, problems
