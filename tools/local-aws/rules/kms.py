"""What KMS refuses."""

from .policies import (
    actions_of,
    fault_of_resource_policy,
    principals_of,
    statements_of,
    unknown_principals,
)
from .rule import rule

KMS = "https://docs.aws.amazon.com/kms/latest"


@rule(
    "kms",
    "CreateKey",
    "PutKeyPolicy",
    code="MalformedPolicyDocumentException",
    source=f"{KMS}/developerguide/key-policy-overview.html",
)
def key_policies_are_readable(call):
    """A key's policy is JSON with statements, each with an effect, a principal and actions."""
    policy = call.get("Policy")
    if policy and fault_of_resource_policy(policy):
        yield f"Policy contains a statement that is not valid: {fault_of_resource_policy(policy)}"


@rule(
    "kms",
    "CreateKey",
    "PutKeyPolicy",
    code="MalformedPolicyDocumentException",
    source=f"{KMS}/APIReference/API_PutKeyPolicy.html",
)
def key_principals_exist(call):
    """The roles and users whom a key's policy names exist."""
    if any(unknown_principals(call, call.get("Policy", "{}"))):
        yield "Policy contains a statement with one or more invalid principals."


@rule(
    "kms",
    "CreateKey",
    "PutKeyPolicy",
    code="MalformedPolicyDocumentException",
    source=f"{KMS}/APIReference/API_PutKeyPolicy.html",
)
def key_policies_can_be_changed(call):
    """A key's policy lets somebody of the account change it, unless that check is bypassed."""
    policy = call.get("Policy")
    if not policy or call.get("BypassPolicyLockoutSafetyCheck") or fault_of_resource_policy(policy):
        return
    if not any(lets_change_policy(statement) for statement in statements_of(policy)):
        yield "The new key policy will not allow you to update the key policy in the future."


def lets_change_policy(statement):
    covers = any(
        action in ("*", "kms:*", "kms:Put*", "kms:PutKeyPolicy") for action in actions_of(statement)
    )
    return (
        statement["Effect"] == "Allow"
        and "NotAction" not in statement
        and covers
        and bool(principals_of(statement))
    )
