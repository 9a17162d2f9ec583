"""What Elastic Load Balancing refuses of Classic Load Balancers."""

import re

from .elb_load_balancers import without_gateway, wrong_name
from .rule import rule

CLASSIC_API = "https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference"


@rule(
    "elb",
    "CreateLoadBalancer",
    code="InvalidSubnet",
    source=f"{CLASSIC_API}/API_CreateLoadBalancer.html",
)
def internet_facing_classic_balancers_need_an_internet_gateway(call):
    """An internet-facing Classic Load Balancer is in a VPC to which an internet gateway is
    attached.
    """
    yield from without_gateway(call)


@rule(
    "elb",
    "CreateLoadBalancer",
    code="ValidationError",
    source=f"{CLASSIC_API}/API_CreateLoadBalancer.html",
)
def classic_balancer_names_are_allowed(call):
    """A Classic Load Balancer's name has up to 32 letters, digits and hyphens, none at its ends."""
    yield from wrong_name(call.get("LoadBalancerName"))


@rule(
    "elb",
    "ConfigureHealthCheck",
    code="ValidationError",
    source=f"{CLASSIC_API}/API_HealthCheck.html",
)
def classic_health_checks_end_before_the_next(call):
    """A health check times out before the next one begins."""
    check = call.get("HealthCheck")
    if check["Timeout"] >= check["Interval"]:
        yield "HealthCheck timeout must be less than interval"


@rule(
    "elb",
    "ConfigureHealthCheck",
    code="ValidationError",
    source=f"{CLASSIC_API}/API_HealthCheck.html",
)
def classic_health_check_targets_are_allowed(call):
    """A health check's target is TCP:port, SSL:port, HTTP:port/path or HTTPS:port/path."""
    target = call.get("HealthCheck")["Target"]
    match = re.fullmatch(r"(?:(?:TCP|SSL):(\d+)|HTTPS?:(\d+)/.*)", target, re.IGNORECASE)
    if match is None or not 1 <= int(match[1] or match[2]) <= 65535:
        yield "HealthCheck Target must specify a port and a path where the protocol is HTTP or HTTPS"
