"""What Parameter Store and Secrets Manager refuse."""

from case import case


def parameter_error(aws, right, wrong):
    """Puts a parameter, and another one as it is refused; returns the answer to that."""
    parameter = {"Type": "String", "Value": "value"}
    aws.call("ssm", "PutParameter", **{**parameter, "Name": "/right", **right})
    return aws.error("ssm", "PutParameter", **{**parameter, "Name": "/wrong", **wrong})


@case(
    "ssm-standard-parameters-are-short",
    "ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters. To create a"
    " larger parameter value, upgrade the parameter to use the advanced-parameter tier.",
)
def _(aws):
    return parameter_error(aws, {"Value": "x" * 4096}, {"Value": "x" * 4097})


@case(
    "ssm-parameter-names-have-allowed-characters",
    "ValidationException: Parameter name must be a fully qualified name.",
)
def _(aws):
    return parameter_error(aws, {"Name": "/app/My_key-1.a"}, {"Name": "app/key"})


@case(
    "ssm-hierarchies-have-15-levels",
    "HierarchyLevelLimitExceededException: The hierarchy can have a maximum of 15 levels.",
)
def _(aws):
    return parameter_error(aws, {"Name": "/a" * 15}, {"Name": "/a" * 16})


@case(
    "secretsmanager-secret-names-have-allowed-characters",
    "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
    " following: -/_+=.@!",
)
def _(aws):
    aws.call("secretsmanager", "CreateSecret", Name="app/key_1+=.@-", SecretString="value")
    return aws.error("secretsmanager", "CreateSecret", Name="app key", SecretString="value")


@case(
    "secretsmanager-secrets-have-one-value",
    "InvalidParameterException: You can't specify both a binary secret value and a string secret value in the same"
    " secret.",
)
def _(aws):
    aws.call("secretsmanager", "CreateSecret", Name="right", SecretString="value")
    return aws.error(
        "secretsmanager", "CreateSecret", Name="wrong", SecretString="value", SecretBinary=b"value"
    )
