"""What all services refuse of tags."""

from .rule import rule

SOURCE = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html"
RESERVED = "aws: prefixed tag key names are not allowed for external use."
# By service: the operations that tag, and the error.
TAGGING = {
    "autoscaling": (("CreateAutoScalingGroup", "CreateOrUpdateTags"), "ValidationError"),
    "ec2": (
        (
            "AllocateAddress",
            "CreateInternetGateway",
            "CreateLaunchTemplate",
            "CreateNatGateway",
            "CreateRouteTable",
            "CreateSecurityGroup",
            "CreateSubnet",
            "CreateTags",
            "CreateVpc",
            "CreateVpcEndpoint",
        ),
        "InvalidParameterValue",
    ),
    "ecs": (
        (
            "CreateCapacityProvider",
            "CreateCluster",
            "CreateService",
            "RegisterTaskDefinition",
            "TagResource",
        ),
        "InvalidParameterException",
    ),
    "elbv2": (
        ("AddTags", "CreateListener", "CreateLoadBalancer", "CreateRule", "CreateTargetGroup"),
        "ValidationError",
    ),
    "iam": (
        ("CreatePolicy", "CreateRole", "CreateUser", "TagPolicy", "TagRole", "TagUser"),
        "InvalidInput",
    ),
}


def tags_of(call):
    yield from call.get("Tags", call.get("tags", []))
    for specification in call.get("TagSpecifications", []):
        yield from specification.get("Tags", [])


def tag_keys_are_not_reserved(call):
    """Keys that begin with aws: are AWS's own."""
    for tag in tags_of(call):
        if tag.get("Key", tag.get("key", "")).lower().startswith("aws:"):
            yield RESERVED


for service, (operations, code) in TAGGING.items():
    rule(service, *operations, code=code, source=SOURCE)(tag_keys_are_not_reserved)
