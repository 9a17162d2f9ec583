"""What IAM refuses."""

from case import case
from situations import policy, role, trust


def statement(size):
    """A policy of so many characters; white space is not counted."""
    shortest = policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": ""})
    resource = "arn:aws:s3:::" + "x" * (
        size - len(shortest.replace(" ", "")) - len("arn:aws:s3:::")
    )
    return policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": resource})


@case("iam-managed-policies-are-small", "LimitExceeded: Cannot exceed quota for PolicySize: 6144")
def _(aws):
    aws.call("iam", "CreatePolicy", PolicyName="right", PolicyDocument=statement(6144))
    return aws.error("iam", "CreatePolicy", PolicyName="wrong", PolicyDocument=statement(6145))


@case(
    "iam-inline-policies-of-a-role-are-small",
    "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role <role>",
)
def _(aws):
    name = role(aws).rpartition("/")[2]
    aws.call(
        "iam", "PutRolePolicy", RoleName=name, PolicyName="first", PolicyDocument=statement(5120)
    )
    aws.call(
        "iam", "PutRolePolicy", RoleName=name, PolicyName="second", PolicyDocument=statement(5120)
    )
    answer = aws.error(
        "iam", "PutRolePolicy", RoleName=name, PolicyName="second", PolicyDocument=statement(5121)
    )
    return answer.replace(name, "<role>")


@case(
    "iam-inline-policies-of-a-user-are-small",
    "LimitExceeded: Maximum policy size of 2048 bytes exceeded for user me",
)
def _(aws):
    aws.call("iam", "CreateUser", UserName="me")
    aws.call(
        "iam", "PutUserPolicy", UserName="me", PolicyName="right", PolicyDocument=statement(2048)
    )
    return aws.error(
        "iam", "PutUserPolicy", UserName="me", PolicyName="wrong", PolicyDocument=statement(2049)
    )


@case("iam-trust-policies-are-small", "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048")
def _(aws):
    one = {
        "Effect": "Allow",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    aws.call("iam", "CreateRole", RoleName="right", AssumeRolePolicyDocument=policy(*[one] * 20))
    return aws.error(
        "iam", "CreateRole", RoleName="wrong", AssumeRolePolicyDocument=policy(*[one] * 30)
    )


@case(
    "iam-trusted-principals-exist",
    'MalformedPolicyDocument: Invalid principal in policy: "AWS":"<role>0"',
)
def _(aws):
    known = role(aws)
    right, wrong = (
        policy({"Effect": "Allow", "Principal": {"AWS": arn}, "Action": "sts:AssumeRole"})
        for arn in (known, known + "0")
    )
    aws.call("iam", "CreateRole", RoleName="right", AssumeRolePolicyDocument=right)
    return aws.error("iam", "CreateRole", RoleName="wrong", AssumeRolePolicyDocument=wrong).replace(
        known, "<role>"
    )


@case(
    "iam-role-names-differ-by-more-than-case",
    "EntityAlreadyExists: Role with name APP already exists.",
)
def _(aws):
    document = trust("ecs-tasks.amazonaws.com")
    aws.call("iam", "CreateRole", RoleName="app", AssumeRolePolicyDocument=document)
    return aws.error("iam", "CreateRole", RoleName="APP", AssumeRolePolicyDocument=document)


@case(
    "iam-roles-have-ten-managed-policies",
    "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10",
)
def _(aws):
    name = role(aws).rpartition("/")[2]
    arns = [
        aws.call("iam", "CreatePolicy", PolicyName=f"p{number}", PolicyDocument=statement(200))[
            "Policy"
        ]["Arn"]
        for number in range(11)
    ]
    for arn in arns[:10]:
        aws.call("iam", "AttachRolePolicy", RoleName=name, PolicyArn=arn)
    return aws.error("iam", "AttachRolePolicy", RoleName=name, PolicyArn=arns[10])
