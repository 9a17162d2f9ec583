"""What Elastic Load Balancing refuses."""

from case import case
from situations import attach_gateway, balancer, security_group, subnet, subnets, target_group, vpc


def create(aws, name=None, scheme="internal", **settings):
    return aws.error(
        "elbv2", "CreateLoadBalancer", Name=name or aws.name(), Scheme=scheme, **settings
    )


def classic(aws, name, zone, scheme="internal"):
    port = {"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}
    return {"LoadBalancerName": name, "Subnets": [zone], "Listeners": [port], "Scheme": scheme}


@case(
    "elbv2-internet-facing-balancers-need-an-internet-gateway",
    "InvalidSubnet: VPC <vpc> has no internet gateway",
)
def _(aws):
    network = vpc(aws, gateway=False)
    zones = subnets(aws, network)
    balancer(aws, network, Subnets=zones)
    answer = create(aws, scheme="internet-facing", Subnets=zones)
    attach_gateway(aws, network)
    balancer(aws, network, scheme="internet-facing", Subnets=zones)
    return answer.replace(network, "<vpc>")


@case(
    "elb-internet-facing-classic-balancers-need-an-internet-gateway",
    "InvalidSubnet: VPC <vpc> has no internet gateway",
)
def _(aws):
    network = vpc(aws, gateway=False)
    zone = subnet(aws, network)
    aws.call("elb", "CreateLoadBalancer", **classic(aws, "inside", zone))
    answer = aws.error(
        "elb", "CreateLoadBalancer", **classic(aws, "outside", zone, "internet-facing")
    )
    attach_gateway(aws, network)
    aws.call("elb", "CreateLoadBalancer", **classic(aws, "outside", zone, "internet-facing"))
    return answer.replace(network, "<vpc>")


@case(
    "elbv2-application-balancers-have-two-zones",
    "ValidationError: At least two subnets in two different Availability Zones must be specified",
)
def _(aws):
    zone = subnet(aws, vpc(aws))
    aws.call(
        "elbv2",
        "CreateLoadBalancer",
        Name="network",
        Type="network",
        Scheme="internal",
        Subnets=[zone],
    )
    return create(aws, Subnets=[zone])


@case(
    "elbv2-balancers-have-one-subnet-in-a-zone",
    "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone",
)
def _(aws):
    network = vpc(aws)
    return create(aws, Subnets=[*subnets(aws, network), subnet(aws, network, 2)])


@case(
    "elbv2-balancers-are-in-one-vpc",
    "InvalidConfigurationRequest: All subnets must belong to the same VPC",
)
def _(aws):
    return create(aws, Subnets=[subnet(aws, vpc(aws), zone="a"), subnet(aws, vpc(aws), zone="b")])


@case(
    "elbv2-balancers-have-groups-of-their-vpc",
    "InvalidConfigurationRequest: One or more security groups are invalid",
)
def _(aws):
    network = vpc(aws)
    zones = subnets(aws, network)
    balancer(aws, network, Subnets=zones, SecurityGroups=[security_group(aws, network)])
    return create(aws, Subnets=zones, SecurityGroups=[security_group(aws, vpc(aws))])


@case(
    "elbv2-balancer-names-are-allowed",
    "ValidationError: The load balancer name 'internal-web' cannot begin with 'internal-'",
)
def _(aws):
    zones = subnets(aws, vpc(aws))
    aws.call(
        "elbv2", "CreateLoadBalancer", Name="my-internal-web", Scheme="internal", Subnets=zones
    )
    return create(aws, "internal-web", Subnets=zones)


@case(
    "elb-classic-balancer-names-are-allowed",
    "ValidationError: The load balancer name 'web-' must have up to 32 letters, digits and hyphens, and cannot begin or"
    " end with '-'",
)
def _(aws):
    zone = subnet(aws, vpc(aws))
    aws.call("elb", "CreateLoadBalancer", **classic(aws, "web-1", zone))
    return aws.error("elb", "CreateLoadBalancer", **classic(aws, "web-", zone))


def classic_check(aws, wrong):
    aws.call("elb", "CreateLoadBalancer", **classic(aws, "web", subnet(aws, vpc(aws))))
    right = {
        "Target": "HTTP:80/",
        "Interval": 10,
        "Timeout": 9,
        "HealthyThreshold": 2,
        "UnhealthyThreshold": 2,
    }
    aws.call("elb", "ConfigureHealthCheck", LoadBalancerName="web", HealthCheck=right)
    return aws.error(
        "elb", "ConfigureHealthCheck", LoadBalancerName="web", HealthCheck={**right, **wrong}
    )


@case(
    "elb-classic-health-checks-end-before-the-next",
    "ValidationError: HealthCheck timeout must be less than interval",
)
def _(aws):
    return classic_check(aws, {"Timeout": 10})


@case(
    "elb-classic-health-check-targets-are-allowed",
    "ValidationError: HealthCheck Target must specify a port and a path where the protocol is HTTP or HTTPS",
)
def _(aws):
    return classic_check(aws, {"Target": "HTTP:80"})


def group_error(aws, right, wrong):
    """Creates a target group, and another one as it is refused; returns the answer to that."""
    network = vpc(aws)
    target_group(aws, network, **right)
    settings = {"Protocol": "HTTP", "Port": 80, "VpcId": network, **wrong}
    return aws.error("elbv2", "CreateTargetGroup", Name="wrong", **settings)


@case(
    "elbv2-matchers-have-codes-from-200-to-499",
    "ValidationError: Health check matcher HTTP code '599' must be within '200-499' inclusive",
)
def _(aws):
    return group_error(
        aws, {"Matcher": {"HttpCode": "200-299,404"}}, {"Matcher": {"HttpCode": "200,599"}}
    )


@case(
    "elbv2-health-check-paths-begin-with-a-slash",
    "ValidationError: Health check path 'health' must begin with a '/' character",
)
def _(aws):
    return group_error(aws, {"HealthCheckPath": "/health"}, {"HealthCheckPath": "health"})


@case(
    "elbv2-balancer-attributes-are-in-range",
    "ValidationError: '4001' is not a valid value for the load balancer attribute 'idle_timeout.timeout_seconds'",
)
def _(aws):
    arn = balancer(aws, vpc(aws))
    right, wrong = (
        [{"Key": "idle_timeout.timeout_seconds", "Value": value}] for value in ("4000", "4001")
    )
    aws.call("elbv2", "ModifyLoadBalancerAttributes", LoadBalancerArn=arn, Attributes=right)
    return aws.error("elbv2", "ModifyLoadBalancerAttributes", LoadBalancerArn=arn, Attributes=wrong)
