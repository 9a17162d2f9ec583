"""What Elastic Load Balancing refuses of listeners."""

from .elb_load_balancers import API
from .rule import rule

LISTENERS = ("CreateListener", "ModifyListener")
RULES = ("CreateRule", "ModifyRule")
QUOTAS = (
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"
)


def forwarded(call):
    """The ARNs of the target groups to which a listener or a rule forwards."""
    for action in call.get("DefaultActions", []) + call.get("Actions", []):
        if action.get("TargetGroupArn"):
            yield action["TargetGroupArn"]
        for group in action.get("ForwardConfig", {}).get("TargetGroups", []):
            yield group["TargetGroupArn"]


def listener_of(call):
    """The listener that a call is about, with its load balancer's ARN; None if there is none yet."""
    backend = call.backend("elbv2")
    arn = (
        call.get("ListenerArn")
        or call.get("RuleArn", "").replace(":listener-rule/", ":listener/").rpartition("/")[0]
    )
    for balancer in backend.load_balancers.values():
        if arn in balancer.listeners:
            return balancer.listeners[arn]
    return None


def balancer_arn_of(call):
    listener = listener_of(call)
    return call.get("LoadBalancerArn") or (listener and listener.load_balancer_arn)


@rule("elbv2", *LISTENERS, code="CertificateNotFound", source=f"{API}/API_CreateListener.html")
def listener_certificates_exist(call):
    """A listener's certificate exists in ACM or IAM."""
    for certificate in call.get("Certificates", []):
        arn = certificate.get("CertificateArn", "")
        if ":acm:" in arn and arn not in call.backend("acm")._certificates:
            yield f"Certificate '{arn}' not found"


@rule("elbv2", *LISTENERS, code="UnsupportedCertificate", source=f"{API}/API_CreateListener.html")
def listener_certificates_are_issued(call):
    """A listener's certificate has been issued: its domain is proven."""
    for certificate in call.get("Certificates", []):
        known = call.backend("acm")._certificates.get(certificate.get("CertificateArn"))
        if known and known.status != "ISSUED":
            yield (
                f"The certificate '{certificate['CertificateArn']}' must have a fully-qualified domain name,"
                " a supported signature, and a supported key size."
            )


@rule("elbv2", "CreateListener", code="ValidationError", source=f"{API}/API_CreateListener.html")
def secure_listeners_need_a_certificate(call):
    """A listener for HTTPS or TLS has a certificate."""
    if call.get("Protocol") in ("HTTPS", "TLS") and not call.get("Certificates"):
        yield f"A certificate must be specified for {call.get('Protocol')} listeners"


@rule(
    "elbv2",
    "CreateListener",
    "ModifyListener",
    *RULES,
    code="TargetGroupAssociationLimit",
    source=QUOTAS,
)
def target_groups_have_one_balancer(call):
    """A target group belongs to one load balancer."""
    wanted = balancer_arn_of(call)
    backend = call.backend("elbv2")
    for arn in forwarded(call):
        others = {
            balancer.arn
            for balancer in backend.load_balancers.values()
            for listener in balancer.listeners.values()
            if balancer.arn != wanted and uses(listener, arn)
        }
        if wanted and others:
            yield f"The following target groups cannot be associated with more than one load balancer: {arn}"


def uses(listener, target_group_arn):
    actions = [
        *listener.default_actions,
        *(action for each in listener.rules.values() for action in each.actions),
    ]
    return any(target_group_arn in str(action.data) for action in actions)


@rule(
    "elbv2",
    *LISTENERS,
    *RULES,
    code="InvalidLoadBalancerAction",
    source=f"{API}/API_RedirectActionConfig.html",
)
def redirects_lead_elsewhere(call):
    """A redirection changes the protocol, the host, the port or the path: else it would lead to
    itself.
    """
    for action in call.get("DefaultActions", []) + call.get("Actions", []):
        redirect = action.get("RedirectConfig")
        defaults = {
            "Protocol": "#{protocol}",
            "Host": "#{host}",
            "Port": "#{port}",
            "Path": "/#{path}",
        }
        if redirect and all(
            redirect.get(part, default) == default for part, default in defaults.items()
        ):
            yield "The redirect configuration is not valid because it creates a loop."


@rule(
    "elbv2",
    "CreateListener",
    "CreateRule",
    code="IncompatibleProtocols",
    source=f"{API}/API_CreateListener.html",
)
def listeners_and_groups_speak_alike(call):
    """A listener for HTTP or HTTPS forwards to groups for HTTP or HTTPS; one for another protocol
    to others.
    """
    listener = listener_of(call)
    protocol = call.get("Protocol") or (listener and listener.protocol)
    for arn in forwarded(call):
        group = call.backend("elbv2").target_groups.get(arn)
        if protocol and group and group.protocol and is_http(protocol) != is_http(group.protocol):
            yield f"The listener protocol '{protocol}' is not supported with the target group protocol '{group.protocol}'."


def is_http(protocol):
    return protocol in ("HTTP", "HTTPS")
