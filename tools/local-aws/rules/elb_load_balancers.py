"""What Elastic Load Balancing refuses of load balancers."""

import re

from .ec2_networks import gateway_of, subnet_of
from .rule import rule

API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference"
NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,32}(?<!-)")


def subnet_ids(call):
    mapped = [mapping.get("SubnetId") for mapping in call.get("SubnetMappings", [])]
    return call.get("Subnets", []) + mapped


def known_subnets(call):
    return [subnet for subnet in (subnet_of(call, each) for each in subnet_ids(call)) if subnet]


def is_internet_facing(call):
    return call.get("Scheme", "internet-facing") == "internet-facing"


def without_gateway(call):
    for subnet in known_subnets(call):
        if is_internet_facing(call) and gateway_of(call, subnet.vpc_id) is None:
            yield f"VPC {subnet.vpc_id} has no internet gateway"


def wrong_name(name):
    if name.startswith("internal-"):
        yield f"The load balancer name '{name}' cannot begin with 'internal-'"
    if not NAME.fullmatch(name):
        yield (
            f"The load balancer name '{name}' must have up to 32 letters, digits and hyphens,"
            " and cannot begin or end with '-'"
        )


@rule(
    "elbv2",
    "CreateLoadBalancer",
    code="InvalidSubnet",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/3494",
)
def internet_facing_balancers_need_an_internet_gateway(call):
    """An internet-facing load balancer is in a VPC to which an internet gateway is attached."""
    yield from without_gateway(call)


@rule(
    "elbv2",
    "CreateLoadBalancer",
    "SetSubnets",
    code="ValidationError",
    source="https://github.com/kasmtech/terraform/issues/5",
)
def application_balancers_have_two_zones(call):
    """An Application Load Balancer has subnets in two Availability Zones or more."""
    is_application = call.get("Type", "application") == "application" and "/net/" not in call.get(
        "LoadBalancerArn", ""
    )
    subnets = known_subnets(call)
    if is_application and subnets and len({subnet.availability_zone for subnet in subnets}) < 2:
        yield "At least two subnets in two different Availability Zones must be specified"


@rule(
    "elbv2",
    "CreateLoadBalancer",
    "SetSubnets",
    code="InvalidConfigurationRequest",
    source=f"{API}/API_CreateLoadBalancer.html",
)
def balancers_have_one_subnet_in_a_zone(call):
    """A load balancer has one subnet in each Availability Zone."""
    zones = [subnet.availability_zone for subnet in known_subnets(call)]
    if len(set(zones)) < len(zones):
        yield "A load balancer cannot be attached to multiple subnets in the same Availability Zone"


@rule(
    "elbv2",
    "CreateLoadBalancer",
    "SetSubnets",
    code="InvalidConfigurationRequest",
    source=f"{API}/API_CreateLoadBalancer.html",
)
def balancers_are_in_one_vpc(call):
    """All subnets of a load balancer are in one VPC."""
    if len({subnet.vpc_id for subnet in known_subnets(call)}) > 1:
        yield "All subnets must belong to the same VPC"


@rule(
    "elbv2",
    "CreateLoadBalancer",
    "SetSecurityGroups",
    code="InvalidConfigurationRequest",
    source=f"{API}/API_CreateLoadBalancer.html",
)
def balancers_have_groups_of_their_vpc(call):
    """A load balancer's security groups exist, in its VPC."""
    balancer = call.backend("elbv2").load_balancers.get(call.get("LoadBalancerArn"))
    vpcs = {subnet.vpc_id for subnet in known_subnets(call)} or {
        balancer.vpc_id if balancer else None
    }
    for group_id in call.get("SecurityGroups", []):
        group = call.backend("ec2").get_security_group_from_id(group_id)
        if group is None or (vpcs != {None} and group.vpc_id not in vpcs):
            yield "One or more security groups are invalid"


@rule(
    "elbv2",
    "CreateLoadBalancer",
    code="ValidationError",
    source=f"{API}/API_CreateLoadBalancer.html",
)
def balancer_names_are_allowed(call):
    """A load balancer's name has up to 32 letters, digits and hyphens, none at its ends, and does
    not begin with internal-.
    """
    yield from wrong_name(call.get("Name"))


@rule(
    "elbv2",
    "ModifyLoadBalancerAttributes",
    code="ValidationError",
    source=f"{API}/API_LoadBalancerAttribute.html",
)
def balancer_attributes_are_in_range(call):
    """The idle timeout is 1 to 4,000 s."""
    for attribute in call.get("Attributes"):
        key, value = attribute.get("Key"), attribute.get("Value", "")
        if key == "idle_timeout.timeout_seconds" and not (
            value.isdigit() and 1 <= int(value) <= 4000
        ):
            yield f"'{value}' is not a valid value for the load balancer attribute '{key}'"
