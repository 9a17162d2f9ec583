"""Parameters as a form: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html and aws-
ec2-query-protocol.html
"""

import functools

from ..problems import TYPE, UNKNOWN, Problem
from .scalars import fail, read_text

# What every request names besides its parameters.
ENVELOPE = ("Action", "Version")


def read(request, _route, shape, problems):
    return QueryReader(problems).read_value(shape, tree_of(request.form), ())


def read_ec2(request, _route, shape, problems):
    return Ec2Reader(problems).read_value(shape, tree_of(request.form), ())


def tree_of(form):
    """`Tags.member.1.Key=a` as {"Tags": {"member": {"1": {"Key": "a"}}}}."""
    tree = {}
    for name, value in form.items():
        if name in ENVELOPE:
            continue
        *parents, leaf = name.split(".")
        node = tree
        for parent in parents:
            if not isinstance(node.get(parent), dict):
                node[parent] = {}
            node = node[parent]
        # An empty list is sent as an empty text beside nothing else.
        node.setdefault(leaf, value)
    return tree


class QueryReader:
    def __init__(self, problems):
        self._problems = problems

    def read_value(self, shape, node, path):
        """The value by the model's names; None if it is of another type."""
        try:
            reader = {"structure": self._structure, "list": self._list, "map": self._map}
            return reader.get(shape.type_name, self._scalar)(shape, node, path)
        except (ValueError, TypeError):
            self._problems.append(Problem(TYPE, path, node, shape))
            return None

    def _scalar(self, shape, node, _path):
        return fail(node) if isinstance(node, dict) else read_text(shape, node)

    def _structure(self, shape, node, path):
        if node == "":
            return {}
        members, parameters = self._members(shape), {}
        for wire_name, each in branches(node):
            if wire_name in members:
                name, member = members[wire_name]
                parameters[name] = self.read_value(member, each, (*path, name))
            else:
                self._problems.append(Problem(UNKNOWN, (*path, wire_name), each, shape))
        return parameters

    def _list(self, shape, node, path):
        return [
            self.read_value(shape.member, each, (*path, index))
            for index, each in enumerate(self._elements(shape, node, "member"), 1)
        ]

    def _map(self, shape, node, path):
        key_name = shape.key.serialization.get("name", "key")
        value_name = shape.value.serialization.get("name", "value")
        entries = {}
        for entry in self._elements(shape, node, "entry"):
            parts = dict(branches(entry))
            key = parts[key_name] if key_name in parts else fail(entry)
            entries[key] = self.read_value(shape.value, parts.get(value_name, ""), (*path, key))
        return entries

    def _elements(self, shape, node, default_name):
        if node == "":
            return []
        if not shape.serialization.get("flattened"):
            [(_, node)] = branches(node)
        return in_order(node)

    @staticmethod
    @functools.cache
    def _members(shape):
        members = {}
        for name, member in shape.members.items():
            wire_name = member.serialization.get("name", name)
            if member.type_name == "list" and member.serialization.get("flattened"):
                # Elements of a flattened list may have a name of their own, which is then the
                # list's.
                wire_name = member.member.serialization.get("name", wire_name)
            members[wire_name] = (name, member)
        return members


class Ec2Reader(QueryReader):
    def _elements(self, _shape, node, _default_name):
        return [] if node == "" else in_order(node)

    @staticmethod
    @functools.cache
    def _members(shape):
        return {ec2_name(name, member): (name, member) for name, member in shape.members.items()}


def ec2_name(name, member):
    wire_name = member.serialization.get("name", name)
    return member.serialization.get("queryName", wire_name[0].upper() + wire_name[1:])


def branches(node):
    return node.items() if isinstance(node, dict) else fail(node)


def in_order(node):
    """The elements of {"1": …, "2": …}."""
    return [each for _, each in sorted((int(index), each) for index, each in branches(node))]
