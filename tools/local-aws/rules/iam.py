"""What IAM refuses."""

import re
from urllib.parse import unquote

from .policies import unknown_principals
from .rule import rule

API = "https://docs.aws.amazon.com/IAM/latest/APIReference"
QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
PRINCIPALS = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"
)


def size_of(document):
    """IAM does not count white space."""
    return len(re.sub(r"\s", "", document))


@rule("iam", "CreatePolicy", "CreatePolicyVersion", code="LimitExceeded", source=QUOTAS)
def managed_policies_are_small(call):
    """A managed policy has 6,144 characters at most."""
    if size_of(call.get("PolicyDocument")) > 6144:
        yield "Cannot exceed quota for PolicySize: 6144"


@rule("iam", "PutRolePolicy", code="LimitExceeded", source=QUOTAS)
def inline_policies_of_a_role_are_small(call):
    """The inline policies of a role have 10,240 characters together at most."""
    role = next(
        (each for each in call.backend("iam").roles.values() if each.name == call.get("RoleName")),
        None,
    )
    others = {
        name: text
        for name, text in (role.policies if role else {}).items()
        if name != call.get("PolicyName")
    }
    if (
        size_of(call.get("PolicyDocument")) + sum(map(size_of, map(unquote, others.values())))
        > 10240
    ):
        yield f"Maximum policy size of 10240 bytes exceeded for role {call.get('RoleName')}"


@rule("iam", "PutUserPolicy", code="LimitExceeded", source=QUOTAS)
def inline_policies_of_a_user_are_small(call):
    """An inline policy of a user has 2,048 characters at most."""
    if size_of(call.get("PolicyDocument")) > 2048:
        yield f"Maximum policy size of 2048 bytes exceeded for user {call.get('UserName')}"


def trust_policy(call):
    return call.get("AssumeRolePolicyDocument") or call.get("PolicyDocument")


@rule("iam", "CreateRole", "UpdateAssumeRolePolicy", code="LimitExceeded", source=QUOTAS)
def trust_policies_are_small(call):
    """A trust policy has 2,048 characters at most."""
    if size_of(trust_policy(call)) > 2048:
        yield "Cannot exceed quota for ACLSizePerRole: 2048"


@rule(
    "iam", "CreateRole", "UpdateAssumeRolePolicy", code="MalformedPolicyDocument", source=PRINCIPALS
)
def trusted_principals_exist(call):
    """The roles and users whom a role trusts exist."""
    for principal in unknown_principals(call, trust_policy(call)):
        yield f'Invalid principal in policy: "AWS":"{principal}"'


@rule("iam", "CreateRole", code="EntityAlreadyExists", source=f"{API}/API_CreateRole.html")
def role_names_differ_by_more_than_case(call):
    """Names of roles are unique whatever their letters' case."""
    name = call.get("RoleName")
    for role in call.backend("iam").roles.values():
        if role.name.lower() == name.lower():
            yield f"Role with name {name} already exists."


@rule("iam", "AttachRolePolicy", code="LimitExceeded", source=QUOTAS)
def roles_have_ten_managed_policies(call):
    """Ten managed policies at most are attached to a role, unless AWS has been asked for more."""
    role = next(
        (each for each in call.backend("iam").roles.values() if each.name == call.get("RoleName")),
        None,
    )
    attached = set(role.managed_policies) if role else set()
    if len(attached | {call.get("PolicyArn")}) > 10:
        yield "Cannot exceed quota for PoliciesPerRole: 10"
