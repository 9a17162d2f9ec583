"""What Parameter Store and Secrets Manager refuse."""

import re

from .rule import rule

SSM = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html"
SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/apireference"


@rule("ssm", "PutParameter", code="ValidationException", source=SSM)
def standard_parameters_are_short(call):
    """A parameter of the standard tier has 4 KiB at most."""
    if call.get("Tier", "Standard") == "Standard" and len(call.get("Value").encode()) > 4096:
        yield (
            "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter"
            " value, upgrade the parameter to use the advanced-parameter tier."
        )


@rule("ssm", "PutParameter", code="ValidationException", source=SSM)
def parameter_names_have_allowed_characters(call):
    """A parameter's name has letters, digits and _.-/ only, and begins with a slash if it has one."""
    name = call.get("Name")
    if not re.fullmatch(r"[A-Za-z0-9_./-]+", name) and not name.startswith("arn:"):
        yield "Parameter name: can only include letters, digits and the symbols . - _ /"
    if "/" in name and not name.startswith(("/", "arn:")):
        yield "Parameter name must be a fully qualified name."


@rule("ssm", "PutParameter", code="HierarchyLevelLimitExceededException", source=SSM)
def hierarchies_have_15_levels(call):
    """A parameter's name has 15 levels at most."""
    if call.get("Name").strip("/").count("/") >= 15:
        yield "The hierarchy can have a maximum of 15 levels."


@rule(
    "secretsmanager",
    "CreateSecret",
    code="ValidationException",
    source=f"{SECRETS}/API_CreateSecret.html",
)
def secret_names_have_allowed_characters(call):
    """A secret's name has letters, digits and /_+=.@- only."""
    if not re.fullmatch(r"[A-Za-z0-9/_+=.@-]+", call.get("Name")):
        yield (
            "Invalid name. Must be a valid name containing alphanumeric characters,"
            " or any of the following: -/_+=.@!"
        )


@rule(
    "secretsmanager",
    "CreateSecret",
    "PutSecretValue",
    code="InvalidParameterException",
    source=f"{SECRETS}/API_CreateSecret.html",
)
def secrets_have_one_value(call):
    """A secret's value is a text or bytes."""
    if call.get("SecretString") is not None and call.get("SecretBinary") is not None:
        yield "You can't specify both a binary secret value and a string secret value in the same secret."
