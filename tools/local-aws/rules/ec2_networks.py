"""What EC2 refuses of networks and of deleting what is in use."""

import ipaddress

from .rule import rule

API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference"
VPC_GUIDE = "https://docs.aws.amazon.com/vpc/latest/userguide"


def gateway_of(call, vpc_id):
    """The internet gateway that is attached to a VPC; None if there is none."""
    gateways = call.backend("ec2").internet_gateways.values()
    return next((gateway for gateway in gateways if gateway.vpc and gateway.vpc.id == vpc_id), None)


def subnet_of(call, subnet_id):
    """A subnet; None if there is none, which moto says."""
    for subnets in call.backend("ec2").subnets.values():
        if subnet_id in subnets:
            return subnets[subnet_id]
    return None


def balancers(call):
    """The load balancers of both kinds."""
    yield from call.backend("elbv2").load_balancers.values()
    yield from call.backend("elb").load_balancers.values()


def subnets_in(balancer):
    return [getattr(subnet, "id", subnet) for subnet in balancer.subnets]


def instances(call):
    """The instances that are not terminated."""
    for reservation in call.backend("ec2").reservations.values():
        for instance in reservation.instances:
            if instance.state != "terminated":
                yield instance


def databases(call):
    return call.backend("rds").databases.values()


@rule(
    "ec2",
    "CreateNatGateway",
    code="Gateway.NotAttached",
    source=f"{VPC_GUIDE}/nat-gateway-troubleshooting.html",
)
def nat_gateways_need_an_internet_gateway(call):
    """A public NAT gateway is in a VPC whose internet gateway is attached. AWS creates it and
    reports this as the reason of its failure.
    """
    subnet = subnet_of(call, call.get("SubnetId"))
    if (
        subnet
        and call.get("ConnectivityType", "public") == "public"
        and not gateway_of(call, subnet.vpc_id)
    ):
        yield f"Network {subnet.vpc_id} has no Internet gateway attached"


@rule(
    "ec2",
    "CreateRoute",
    "ReplaceRoute",
    code="InvalidParameterValue",
    source=f"{API}/API_CreateRoute.html",
)
def routes_lead_to_gateways_of_the_vpc(call):
    """A route to an internet gateway needs that gateway to be attached to the route table's VPC."""
    table = call.backend("ec2").route_tables.get(call.get("RouteTableId"))
    gateway = call.backend("ec2").internet_gateways.get(call.get("GatewayId"))
    if table and gateway and (gateway.vpc is None or gateway.vpc.id != table.vpc_id):
        yield f"route table {table.id} and network gateway {gateway.id} belong to different networks"


@rule(
    "ec2",
    "AttachInternetGateway",
    code="InvalidParameterValue",
    source=f"{API}/API_AttachInternetGateway.html",
)
def vpcs_have_one_internet_gateway(call):
    """A VPC has one internet gateway."""
    other = gateway_of(call, call.get("VpcId"))
    if other and other.id != call.get("InternetGatewayId"):
        yield f"Network {call.get('VpcId')} already has an internet gateway attached"


@rule(
    "ec2",
    "DetachInternetGateway",
    code="DependencyViolation",
    source=f"{API}/API_DetachInternetGateway.html",
)
def gateways_with_public_addresses_stay(call):
    """An internet gateway stays attached while its VPC has public addresses: public NAT gateways
    and load balancers.
    """
    vpc = call.get("VpcId")
    nat = [
        gateway
        for gateway in call.backend("ec2").nat_gateways.values()
        if gateway.vpc_id == vpc
        and gateway.state != "deleted"
        and gateway.connectivity_type == "public"
    ]
    public = [
        each for each in balancers(call) if each.vpc_id == vpc and each.scheme == "internet-facing"
    ]
    if nat or public:
        yield (
            f"Network {vpc} has some mapped public address(es)."
            " Please unmap those public address(es) before detaching the gateway."
        )


@rule("ec2", "DeleteVpc", code="DependencyViolation", source=f"{API}/API_DeleteVpc.html")
def vpcs_in_use_stay(call):
    """A VPC with an internet gateway or security groups of one's own cannot be deleted."""
    vpc = call.get("VpcId")
    groups = call.backend("ec2").groups.get(vpc, {}).values()
    if gateway_of(call, vpc) or any(group.name != "default" for group in groups):
        yield f"The vpc '{vpc}' has dependencies and cannot be deleted."


@rule("ec2", "DeleteSubnet", code="DependencyViolation", source=f"{API}/API_DeleteSubnet.html")
def subnets_in_use_stay(call):
    """A subnet with instances, NAT gateways, load balancers, mount targets or network interfaces of
    one's own cannot be deleted.
    """
    subnet = call.get("SubnetId")
    nat = call.backend("ec2").nat_gateways.values()
    used = (
        any(subnet in subnets_in(balancer) for balancer in balancers(call))
        or any(gateway.subnet_id == subnet and gateway.state != "deleted" for gateway in nat)
        or any(instance.subnet_id == subnet for instance in instances(call))
        or any(
            target.subnet_id == subnet
            for target in call.backend("efs").mount_targets_by_id.values()
        )
    )
    if used:
        yield f"The subnet '{subnet}' has dependencies and cannot be deleted."


@rule("ec2", "CreateSubnet", code="InvalidSubnet.Range", source=f"{VPC_GUIDE}/subnet-sizing.html")
def subnet_ranges_are_allowed(call):
    """A subnet's IPv4 range is a network of 16 to 65,536 addresses."""
    cidr = call.get("CidrBlock")
    try:
        network = cidr and ipaddress.IPv4Network(cidr, strict=False)
    except ValueError:
        return
    if network and not 16 <= network.prefixlen <= 28:
        yield f"The CIDR '{cidr}' is invalid."
