"""What EC2 refuses."""

from base64 import b64encode

from case import case
from situations import (
    attach_gateway,
    balancer,
    launch_template,
    security_group,
    subnet,
    subnets,
    vpc,
)


def nat(aws, subnet_id, **settings):
    address = aws.call("ec2", "AllocateAddress", Domain="vpc")["AllocationId"]
    return {"SubnetId": subnet_id, "AllocationId": address, **settings}


@case(
    "ec2-nat-gateways-need-an-internet-gateway",
    "Gateway.NotAttached: Network <vpc> has no Internet gateway attached",
)
def _(aws):
    network = vpc(aws, gateway=False)
    zone = subnet(aws, network)
    aws.call("ec2", "CreateNatGateway", SubnetId=zone, ConnectivityType="private")
    answer = aws.error("ec2", "CreateNatGateway", **nat(aws, zone))
    attach_gateway(aws, network)
    aws.call("ec2", "CreateNatGateway", **nat(aws, zone))
    return answer.replace(network, "<vpc>")


@case(
    "ec2-routes-lead-to-gateways-of-the-vpc",
    "InvalidParameterValue: route table <table> and network gateway <gateway> belong to different networks",
)
def _(aws):
    network = vpc(aws, gateway=False)
    table = aws.call("ec2", "CreateRouteTable", VpcId=network)["RouteTable"]["RouteTableId"]
    gateway = aws.call("ec2", "CreateInternetGateway")["InternetGateway"]["InternetGatewayId"]
    route = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway}
    answer = aws.error("ec2", "CreateRoute", **route)
    aws.call("ec2", "AttachInternetGateway", InternetGatewayId=gateway, VpcId=network)
    aws.call("ec2", "CreateRoute", **route)
    return answer.replace(table, "<table>").replace(gateway, "<gateway>")


@case(
    "ec2-vpcs-have-one-internet-gateway",
    "InvalidParameterValue: Network <vpc> already has an internet gateway attached",
)
def _(aws):
    network = vpc(aws)
    gateway = aws.call("ec2", "CreateInternetGateway")["InternetGateway"]["InternetGatewayId"]
    return aws.error(
        "ec2", "AttachInternetGateway", InternetGatewayId=gateway, VpcId=network
    ).replace(network, "<vpc>")


@case(
    "ec2-gateways-with-public-addresses-stay",
    "DependencyViolation: Network <vpc> has some mapped public address(es)."
    " Please unmap those public address(es) before detaching the gateway.",
)
def _(aws):
    network = vpc(aws, gateway=False)
    gateway = attach_gateway(aws, network)
    public = balancer(aws, network, scheme="internet-facing")
    answer = aws.error("ec2", "DetachInternetGateway", InternetGatewayId=gateway, VpcId=network)
    aws.call("elbv2", "DeleteLoadBalancer", LoadBalancerArn=public)
    aws.call("ec2", "DetachInternetGateway", InternetGatewayId=gateway, VpcId=network)
    return answer.replace(network, "<vpc>")


@case(
    "ec2-vpcs-in-use-stay",
    "DependencyViolation: The vpc '<vpc>' has dependencies and cannot be deleted.",
)
def _(aws):
    network = vpc(aws, gateway=False)
    used = security_group(aws, network)
    answer = aws.error("ec2", "DeleteVpc", VpcId=network)
    aws.call("ec2", "DeleteSecurityGroup", GroupId=used)
    aws.call("ec2", "DeleteVpc", VpcId=network)
    return answer.replace(network, "<vpc>")


@case(
    "ec2-subnets-in-use-stay",
    "DependencyViolation: The subnet '<subnet>' has dependencies and cannot be deleted.",
)
def _(aws):
    network = vpc(aws)
    zone, other = subnets(aws, network)
    used = balancer(aws, network, Subnets=[zone, other])
    answer = aws.error("ec2", "DeleteSubnet", SubnetId=zone)
    aws.call("elbv2", "DeleteLoadBalancer", LoadBalancerArn=used)
    aws.call("ec2", "DeleteSubnet", SubnetId=zone)
    return answer.replace(zone, "<subnet>")


@case("ec2-subnet-ranges-are-allowed", "InvalidSubnet.Range: The CIDR '10.0.0.0/29' is invalid.")
def _(aws):
    network = vpc(aws)
    aws.call("ec2", "CreateSubnet", VpcId=network, CidrBlock="10.0.1.0/28")
    return aws.error("ec2", "CreateSubnet", VpcId=network, CidrBlock="10.0.0.0/29")


@case(
    "ec2-group-names-do-not-look-like-ids",
    "InvalidParameterValue: Value (sg-web) for parameter GroupName is invalid. Group names may not be in the format sg-*.",
)
def _(aws):
    network = vpc(aws)
    aws.call("ec2", "CreateSecurityGroup", GroupName="web-sg-1", Description="web", VpcId=network)
    return aws.error(
        "ec2", "CreateSecurityGroup", GroupName="sg-web", Description="web", VpcId=network
    )


@case(
    "ec2-group-texts-have-allowed-characters",
    "InvalidParameterValue: Value (the app's) for parameter GroupDescription is invalid."
    " Character sets beyond ASCII are not supported.",
)
def _(aws):
    network = vpc(aws)
    aws.call(
        "ec2",
        "CreateSecurityGroup",
        GroupName="a",
        Description="._-:/()#,@[]+=&;{}!$* 9",
        VpcId=network,
    )
    return aws.error(
        "ec2", "CreateSecurityGroup", GroupName="b", Description="the app's", VpcId=network
    )


def permission(**settings):
    return [
        {
            "IpProtocol": "tcp",
            "FromPort": 80,
            "ToPort": 80,
            "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
            **settings,
        }
    ]


@case(
    "ec2-rule-descriptions-have-allowed-characters",
    "InvalidParameterValue: Invalid rule description. Valid descriptions are strings less than 256 characters from the"
    " following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
)
def _(aws):
    one = security_group(aws, vpc(aws))
    right, wrong = (
        permission(IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": each}])
        for each in ("web", "a → b")
    )
    aws.call("ec2", "AuthorizeSecurityGroupIngress", GroupId=one, IpPermissions=right)
    return aws.error("ec2", "AuthorizeSecurityGroupEgress", GroupId=one, IpPermissions=wrong)


@case("ec2-port-ranges-are-in-order", "InvalidParameterValue: Invalid TCP/UDP port range (90:80)")
def _(aws):
    one = security_group(aws, vpc(aws))
    aws.call(
        "ec2", "AuthorizeSecurityGroupIngress", GroupId=one, IpPermissions=permission(ToPort=90)
    )
    return aws.error(
        "ec2", "AuthorizeSecurityGroupIngress", GroupId=one, IpPermissions=permission(FromPort=90)
    )


@case("ec2-groups-in-use-stay", "DependencyViolation: resource <group> has a dependent object")
def _(aws):
    network = vpc(aws)
    used, user = security_group(aws, network), security_group(aws, network)
    pair = {"IpRanges": [], "UserIdGroupPairs": [{"GroupId": used}]}
    aws.call("ec2", "AuthorizeSecurityGroupIngress", GroupId=user, IpPermissions=permission(**pair))
    answer = aws.error("ec2", "DeleteSecurityGroup", GroupId=used)
    aws.call("ec2", "DeleteSecurityGroup", GroupId=user)
    aws.call("ec2", "DeleteSecurityGroup", GroupId=used)
    return answer.replace(used, "<group>")


def template_error(aws, **data):
    return aws.error(
        "ec2", "CreateLaunchTemplate", LaunchTemplateName=aws.name(), LaunchTemplateData=data
    )


@case(
    "ec2-user-data-is-16-kib-at-most", "InvalidParameterValue: User data is limited to 16384 bytes"
)
def _(aws):
    launch_template(aws, UserData=b64encode(b"x" * 16384).decode())
    return template_error(aws, UserData=b64encode(b"x" * 16387).decode())


@case(
    "ec2-groups-are-on-interfaces-or-on-the-instance",
    "InvalidParameterValue: Network interfaces and an instance-level security groups may not be specified on the same"
    " request",
)
def _(aws):
    one = security_group(aws, vpc(aws))
    interface = {"DeviceIndex": 0, "Groups": [one]}
    launch_template(aws, NetworkInterfaces=[interface])
    return template_error(aws, NetworkInterfaces=[interface], SecurityGroupIds=[one])
