"""Says in a service's own words what its model does not allow."""

from .problems import ENUM, LENGTH, MALFORMED, MISSING, PATTERN, TYPE, UNION, UNKNOWN
from .refusal import Refusal

UNREADABLE = (MALFORMED, TYPE, UNION, UNKNOWN)

# Errors for violated constraints where they are not those of the protocol. Common errors of a
# service stand at the
# end of its API reference, such as
# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html
CONSTRAINT_ERRORS = {
    "ecr": "InvalidParameterException",
    "ecs": "InvalidParameterException",
    "logs": "InvalidParameterException",
    "rds": "InvalidParameterValue",
    "route53": "InvalidInput",
    "sqs": "InvalidParameterValue",
}
PROTOCOL_CONSTRAINT_ERRORS = {
    "json": "ValidationException",
    "query": "ValidationError",
    "rest-json": "ValidationException",
    "rest-xml": "InvalidArgument",
}
UNREADABLE_ERRORS = {
    "json": "SerializationException",
    "query": "MalformedInput",
    "rest-json": "SerializationException",
    "rest-xml": "MalformedXML",
}
# These say that a parameter is missing by an error of its own.
WITH_MISSING_PARAMETER = ("rds", "sqs")


def model_refusal(route, problems):
    """The refusal of a request that has these problems."""
    if route.protocol == "ec2":
        return ec2_refusal(problems[0])
    unreadable = [problem for problem in problems if problem.kind in UNREADABLE]
    if unreadable:
        code = "InvalidInput" if route.service == "route53" else UNREADABLE_ERRORS[route.protocol]
        return Refusal(code, unreadable_sentence(unreadable[0]))
    if route.service in WITH_MISSING_PARAMETER and problems[0].kind == MISSING:
        name = wire_path(problems[0].path, first_letter=str.upper)
        return Refusal("MissingParameter", f"The request must contain the parameter {name}.")
    code = CONSTRAINT_ERRORS.get(route.service, PROTOCOL_CONSTRAINT_ERRORS[route.protocol])
    return Refusal(code, constraint_sentence(problems))


def unknown_operation(request, route):
    """The refusal of a request for an operation that the service does not have."""
    if route.protocol == "json":
        name = request.target.rpartition(".")[2]
        return Refusal("UnknownOperationException", f"The operation {name} is not known.")
    return Refusal(
        "InvalidAction",
        f"The action {request.form.get('Action')} is not valid for this web service.",
    )


def constraint_sentence(problems):
    """What AWS's own framework says of values that violate the model."""
    count = f"{len(problems)} validation error{'s' if len(problems) > 1 else ''} detected"
    return f"{count}: {'; '.join(map(constraint_clause, problems))}"


def constraint_clause(problem):
    secret = problem.shape.metadata.get("sensitive")
    value = "null" if problem.kind == MISSING else f"'{as_text(problem.value)}'"
    subject = "Value" if secret and problem.kind != MISSING else f"Value {value}"
    return f"{subject} at '{wire_path(problem.path)}' failed to satisfy constraint: Member must {demand(problem)}"


def demand(problem):
    metadata = problem.shape.metadata
    if problem.kind == MISSING:
        return "not be null"
    if problem.kind == ENUM:
        return f"satisfy enum value set: [{', '.join(metadata['enum'])}]"
    if problem.kind == PATTERN:
        return f"satisfy regular expression pattern: {metadata['pattern']}"
    what = "length" if problem.kind == LENGTH else "value"
    size = len(problem.value) if problem.kind == LENGTH else problem.value
    if "min" in metadata and size < metadata["min"]:
        return f"have {what} greater than or equal to {metadata['min']}"
    return f"have {what} less than or equal to {metadata['max']}"


def unreadable_sentence(problem):
    where = wire_path(problem.path) or "the request"
    if problem.kind == MALFORMED:
        return "The request's body could not be parsed."
    if problem.kind == UNKNOWN:
        return f"Unknown member '{where}'."
    if problem.kind == UNION:
        return f"Exactly one member of '{where}' must be set."
    return (
        f"'{as_text(problem.value)}' at '{where}' can not be converted to {a_type(problem.shape)}."
    )


def ec2_refusal(problem):
    """See https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"""
    name = ".".join(map(str, problem.path))
    if problem.kind == UNKNOWN:
        return Refusal("UnknownParameter", f"The parameter {name} is not recognized")
    if problem.kind == MISSING:
        return Refusal("MissingParameter", f"The request must contain the parameter {name}")
    value = as_text(problem.value)
    if problem.kind in (TYPE, UNION, MALFORMED):
        return Refusal("InvalidParameterValue", f"Value ({value}) for parameter {name} is invalid.")
    explanation = f"Member must {demand(problem)}"
    return Refusal(
        "InvalidParameterValue", f"Value ({value}) for parameter {name} is invalid. {explanation}"
    )


def wire_path(path, first_letter=str.lower):
    """`taskDefinition`, `tags.1.member.key`"""
    words = []
    for step in path:
        words += (
            [str(step), "member"] if isinstance(step, int) else [first_letter(step[:1]) + step[1:]]
        )
    return ".".join(words)


def as_text(value):
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, list):
        return f"[{', '.join(map(as_text, value))}]"
    return str(value)


def a_type(shape):
    article = "an" if shape.type_name[0] in "aeiou" else "a"
    return f"{article} {shape.type_name}"
