"""What all services refuse of tags."""

from case import case
from situations import balancer, group, vpc

RESERVED = "aws: prefixed tag key names are not allowed for external use."
RESERVED_TAG = [{"Key": "aws:owner", "Value": "me"}]


@case("ec2-tag-keys-are-not-reserved", f"InvalidParameterValue: {RESERVED}")
def _(aws):
    network = vpc(aws)
    aws.call(
        "ec2", "CreateTags", Resources=[network], Tags=[{"Key": "my-aws:owner", "Value": "me"}]
    )
    return aws.error("ec2", "CreateTags", Resources=[network], Tags=RESERVED_TAG)


@case("autoscaling-tag-keys-are-not-reserved", f"ValidationError: {RESERVED}")
def _(aws):
    name = group(aws)
    tag = {
        "ResourceId": name,
        "ResourceType": "auto-scaling-group",
        "Value": "me",
        "PropagateAtLaunch": True,
    }
    aws.call("autoscaling", "CreateOrUpdateTags", Tags=[{"Key": "owner", **tag}])
    return aws.error("autoscaling", "CreateOrUpdateTags", Tags=[{"Key": "aws:owner", **tag}])


@case("ecs-tag-keys-are-not-reserved", f"InvalidParameterException: {RESERVED}")
def _(aws):
    aws.call("ecs", "CreateCluster", clusterName="a", tags=[{"key": "owner", "value": "me"}])
    return aws.error(
        "ecs", "CreateCluster", clusterName="b", tags=[{"key": "AWS:owner", "value": "me"}]
    )


@case("elbv2-tag-keys-are-not-reserved", f"ValidationError: {RESERVED}")
def _(aws):
    one = balancer(aws, vpc(aws))
    aws.call("elbv2", "AddTags", ResourceArns=[one], Tags=[{"Key": "owner", "Value": "me"}])
    return aws.error("elbv2", "AddTags", ResourceArns=[one], Tags=RESERVED_TAG)


@case("iam-tag-keys-are-not-reserved", f"InvalidInput: {RESERVED}")
def _(aws):
    aws.call("iam", "CreateUser", UserName="a", Tags=[{"Key": "owner", "Value": "me"}])
    return aws.error("iam", "CreateUser", UserName="b", Tags=RESERVED_TAG)
