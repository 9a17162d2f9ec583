"""What Elastic Load Balancing refuses of listeners and their rules."""

from case import case
from situations import balancer, forward, listener, target_group, vpc

NOT_FOUND = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]


def certificate(aws):
    """A certificate that is not proven yet."""
    return aws.call("acm", "RequestCertificate", DomainName="example.com", ValidationMethod="DNS")[
        "CertificateArn"
    ]


def imported_certificate(aws):
    from certificates import self_signed

    body, key = self_signed()
    return aws.call("acm", "ImportCertificate", Certificate=body, PrivateKey=key)["CertificateArn"]


def secure(aws, arn, certificates):
    return {
        "LoadBalancerArn": arn,
        "Port": 443,
        "Protocol": "HTTPS",
        "Certificates": [{"CertificateArn": each} for each in certificates],
        "DefaultActions": NOT_FOUND,
    }


@case(
    "elbv2-listener-certificates-exist",
    "CertificateNotFound: Certificate '<certificate>' not found",
)
def _(aws):
    one, known = balancer(aws, vpc(aws)), imported_certificate(aws)
    aws.call("elbv2", "CreateListener", **secure(aws, one, [known]))
    return aws.error("elbv2", "CreateListener", **secure(aws, one, [known + "0"])).replace(
        known + "0", "<certificate>"
    )


@case(
    "elbv2-listener-certificates-are-issued",
    "UnsupportedCertificate: The certificate '<certificate>' must have a fully-qualified domain name,"
    " a supported signature, and a supported key size.",
)
def _(aws):
    one, pending = balancer(aws, vpc(aws)), certificate(aws)
    return aws.error("elbv2", "CreateListener", **secure(aws, one, [pending])).replace(
        pending, "<certificate>"
    )


@case(
    "elbv2-secure-listeners-need-a-certificate",
    "ValidationError: A certificate must be specified for HTTPS listeners",
)
def _(aws):
    return aws.error("elbv2", "CreateListener", **secure(aws, balancer(aws, vpc(aws)), []))


@case(
    "elbv2-target-groups-have-one-balancer",
    "TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer:"
    " <group>",
)
def _(aws):
    network = vpc(aws)
    first, group = balancer(aws, network), target_group(aws, network)
    second = balancer(aws, vpc(aws))
    listener(aws, first, forward(group))
    listener(aws, first, forward(group), port=81)
    answer = aws.error(
        "elbv2",
        "CreateListener",
        LoadBalancerArn=second,
        Port=80,
        Protocol="HTTP",
        DefaultActions=forward(group),
    )
    return answer.replace(group, "<group>")


@case(
    "elbv2-redirects-lead-elsewhere",
    "InvalidLoadBalancerAction: The redirect configuration is not valid because it creates a loop.",
)
def _(aws):
    one = balancer(aws, vpc(aws))
    right, wrong = (
        [{"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301", **each}}]
        for each in ({"Protocol": "HTTPS"}, {"Path": "/#{path}", "Query": "a=b"})
    )
    listener(aws, one, right)
    return aws.error(
        "elbv2",
        "CreateListener",
        LoadBalancerArn=one,
        Port=81,
        Protocol="HTTP",
        DefaultActions=wrong,
    )


@case(
    "elbv2-listeners-and-groups-speak-alike",
    "IncompatibleProtocols: The listener protocol 'HTTP' is not supported with the target group protocol 'TCP'.",
)
def _(aws):
    network = vpc(aws)
    one = balancer(aws, network)
    listener(aws, one, forward(target_group(aws, network, Protocol="HTTPS")))
    group = target_group(aws, network, Protocol="TCP")
    return aws.error(
        "elbv2",
        "CreateListener",
        LoadBalancerArn=one,
        Port=81,
        Protocol="HTTP",
        DefaultActions=forward(group),
    )


def rule(arn, *conditions, priority=1):
    return {
        "ListenerArn": arn,
        "Priority": priority,
        "Conditions": conditions,
        "Actions": NOT_FOUND,
    }


def hosts(*values):
    return {"Field": "host-header", "HostHeaderConfig": {"Values": list(values)}}


def paths(*values):
    return {"Field": "path-pattern", "PathPatternConfig": {"Values": list(values)}}


def rule_error(aws, right, wrong):
    """Creates a rule, and another one as it is refused; returns the answer to that."""
    arn = listener(aws, balancer(aws, vpc(aws)))
    aws.call("elbv2", "CreateRule", **rule(arn, *right))
    return aws.error("elbv2", "CreateRule", **rule(arn, *wrong, priority=2))


@case(
    "elbv2-hosts-are-allowed",
    "ValidationError: Condition value 'api.*' contains a character that is not valid",
)
def _(aws):
    return rule_error(aws, [hosts("*.example.com", "a?.example.com")], [hosts("api.*")])


@case(
    "elbv2-paths-are-allowed",
    "ValidationError: Condition value '/ä' contains a character that is not valid",
)
def _(aws):
    return rule_error(aws, [paths("/a/*", "/b?")], [paths("/ä")])


@case(
    "elbv2-rules-have-five-values",
    "ValidationError: Rules cannot have more than 5 condition values",
)
def _(aws):
    three = [hosts("a.example.com", "b.example.com", "c.example.com")]
    return rule_error(aws, [*three, paths("/a", "/b")], [*three, paths("/a", "/b", "/c")])


@case(
    "elbv2-rules-have-one-condition-of-a-kind",
    "ValidationError: A rule can only have one 'path-pattern' condition",
)
def _(aws):
    return rule_error(aws, [paths("/a"), hosts("example.com")], [paths("/a"), paths("/b")])


@case(
    "elbv2-balancers-have-a-hundred-rules",
    "TooManyRules: The maximum number of rules on the load balancer has been reached",
)
def _(aws):
    arn = listener(aws, balancer(aws, vpc(aws)))
    for number in range(1, 101):
        aws.call("elbv2", "CreateRule", **rule(arn, paths(f"/{number}"), priority=number))
    return aws.error("elbv2", "CreateRule", **rule(arn, paths("/"), priority=101))
