"""Tells which operation of which service a request asks for."""

import functools
import re
import urllib.parse
from collections import namedtuple

from botocore.model import OperationNotFoundError
from moto.core.utils import get_service_model

# The services that are judged, by the names under which their requests are signed.
SERVICES = {
    "acm": ("acm",),
    "application-autoscaling": ("application-autoscaling",),
    "autoscaling": ("autoscaling",),
    "ec2": ("ec2",),
    "ecr": ("ecr",),
    "ecs": ("ecs",),
    "elasticfilesystem": ("efs",),
    "elasticloadbalancing": ("elb", "elbv2"),
    "events": ("events",),
    "iam": ("iam",),
    "kms": ("kms",),
    "logs": ("logs",),
    "monitoring": ("cloudwatch",),
    "rds": ("rds",),
    "route53": ("route53",),
    "s3": ("s3",),
    "scheduler": ("scheduler",),
    "secretsmanager": ("secretsmanager",),
    "servicediscovery": ("servicediscovery",),
    "sns": ("sns",),
    "sqs": ("sqs",),
    "ssm": ("ssm",),
    "sts": ("sts",),
}

Route = namedtuple("Route", "service model operation protocol labels")


def route(request):
    """The route of a request; None if it is for no service that is judged.

    Its operation is None if the service has none of that name.
    """
    services = SERVICES.get(request.signing_name)
    if services is None:
        return None
    if request.target:
        return json_route(request, services)
    if request.content_type == "application/x-www-form-urlencoded" or "Action" in request.query:
        return query_route(request, services)
    return rest_route(request, services)


def json_route(request, services):
    prefix, _, operation = request.target.rpartition(".")
    for model in map(service_model, services):
        if model.metadata.get("targetPrefix") == prefix:
            return Route(model.service_name, model, operation_model(model, operation), "json", {})
    return None


def query_route(request, services):
    version = request.form.get("Version")
    for model in map(service_model, services):
        if model.metadata["apiVersion"] == version:
            protocol = "ec2" if model.metadata["protocol"] == "ec2" else "query"
            operation = operation_model(model, request.form.get("Action", ""))
            return Route(model.service_name, model, operation, protocol, {})
    return None


def rest_route(request, services):
    for model in map(service_model, services):
        if model.metadata["protocol"] not in ("rest-json", "rest-xml"):
            continue
        best = max(matches(request, model), key=lambda match: match[0], default=None)
        if best is not None:
            _, operation, labels = best
            return Route(model.service_name, model, operation, model.metadata["protocol"], labels)
    return None


def matches(request, model):
    """The operations whose URI fits, each with how closely: S3 has many operations on the same
    path.
    """
    for pattern in uri_patterns(model.service_name):
        labels = pattern.path.fullmatch(request.path) if pattern.method == request.method else None
        if labels is None or not pattern.query.items() <= first_values(request).items():
            continue
        required = (
            [
                has_value(request, shape)
                for name, shape in pattern.operation.input_shape.members.items()
                if name in pattern.operation.input_shape.required_members
                and shape.serialization.get("location") in ("querystring", "header")
            ]
            if pattern.operation.input_shape
            else []
        )
        closeness = (len(pattern.query), all(required), len(required), len(pattern.path.pattern))
        values = {name: urllib.parse.unquote(value) for name, value in labels.groupdict().items()}
        yield closeness, pattern.operation, values


def first_values(request):
    return {name: values[0] for name, values in request.query.items()}


def has_value(request, shape):
    name = shape.serialization.get("name", "")
    if shape.serialization["location"] == "querystring":
        return name in request.query
    return request.header(name) is not None


UriPattern = namedtuple("UriPattern", "method path query operation")


@functools.cache
def uri_patterns(service):
    model = service_model(service)
    operations = [operation_model(model, name) for name in model.operation_names]
    # S3's two deprecated operations have the URIs of those that took their place.
    return [uri_pattern(operation) for operation in operations if not operation.deprecated]


def uri_pattern(operation):
    path, _, query = operation.http["requestUri"].partition("?")
    pattern = re.sub(
        r"\{(\w+)(\+?)\}",
        lambda label: f"(?P<{label[1]}>{'.+' if label[2] else '[^/]+'})",
        path.rstrip("/"),
    )
    literals = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
    return UriPattern(operation.http["method"], re.compile(pattern + "/?"), literals, operation)


@functools.cache
def service_model(service):
    return get_service_model(service)


@functools.cache
def operation_model(model, name):
    """An operation; None if the service has none of that name."""
    try:
        return model.operation_model(name)
    except OperationNotFoundError:
        return None
