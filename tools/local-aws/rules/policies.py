"""What is wrong with a policy document, whoever reads it."""

import json

GRAMMAR = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"
VERSIONS = ("2008-10-17", "2012-10-17")


def statements_of(document):
    """The statements of a policy that may be one of them or a list; none if it is no policy."""
    try:
        policy = json.loads(document)
    except ValueError:
        return []
    statements = policy.get("Statement", []) if isinstance(policy, dict) else []
    return [statements] if isinstance(statements, dict) else statements


def fault_of_resource_policy(document):
    """What makes a resource policy unreadable, in a few words; None if nothing does."""
    try:
        policy = json.loads(document)
    except ValueError:
        return "it is not JSON"
    if not isinstance(policy, dict) or not statements_of(document):
        return "it has no statements"
    if policy.get("Version", VERSIONS[0]) not in VERSIONS:
        return f"its version is {policy['Version']}"
    return next(filter(None, map(fault_of_statement, statements_of(document))), None)


def fault_of_statement(statement):
    if not isinstance(statement, dict):
        return "a statement is no object"
    if statement.get("Effect") not in ("Allow", "Deny"):
        return "a statement's effect is neither Allow nor Deny"
    for name in ("Principal", "Action"):
        if (name in statement) == (f"Not{name}" in statement):
            return f"a statement has not exactly one of {name} and Not{name}"
    return None


def as_list(value):
    return value if isinstance(value, list) else [value]


def actions_of(statement):
    return as_list(statement.get("Action", statement.get("NotAction", [])))


def principals_of(statement):
    """The AWS principals of a statement."""
    principal = statement.get("Principal", {})
    return as_list(principal.get("AWS", [])) if isinstance(principal, dict) else as_list(principal)


def unknown_principals(call, document):
    """The roles and users of the call's account that a policy names though they do not exist."""
    backend = call.backend("iam")
    known = {each.arn for each in [*backend.roles.values(), *backend.users.values()]}
    for statement in statements_of(document):
        for principal in principals_of(statement):
            is_own = (
                f":iam::{call.account}:role/" in principal
                or f":iam::{call.account}:user/" in principal
            )
            if is_own and "*" not in principal and principal not in known:
                yield principal
