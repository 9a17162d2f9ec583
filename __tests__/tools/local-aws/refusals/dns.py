"""What Route 53 and ACM refuse."""

from case import case
from certificates import self_signed
from situations import balancer, vpc


def record(action="CREATE", name="www.example.com", kind="A", **settings):
    values = {"A": "10.0.0.1", "CNAME": "other.example.com", "TXT": '"text"'}
    record_set = {
        "Name": name,
        "Type": kind,
        "TTL": 60,
        "ResourceRecords": [{"Value": values[kind]}],
        **settings,
    }
    return {
        "Action": action,
        "ResourceRecordSet": {key: value for key, value in record_set.items() if value is not None},
    }


def change_error(aws, right, wrong):
    """Changes a zone, and again as it is refused; returns the answer to that."""
    zone = aws.call("route53", "CreateHostedZone", Name="example.com", CallerReference="case")[
        "HostedZone"
    ]["Id"]
    changes = {"HostedZoneId": zone}
    aws.call("route53", "ChangeResourceRecordSets", **changes, ChangeBatch={"Changes": [right]})
    return aws.error(
        "route53", "ChangeResourceRecordSets", **changes, ChangeBatch={"Changes": [wrong]}
    )


def refused_change(rule, message):
    return case(f"route53-{rule}", f"InvalidChangeBatch: {message}")


@refused_change(
    "records-are-created-once",
    "[Tried to create resource record set [name='www.example.com.', type='A'] but it already exists]",
)
def _(aws):
    return change_error(aws, record("UPSERT"), record("CREATE", TTL=300))


@refused_change(
    "deleted-records-exist",
    "[Tried to delete resource record set [name='api.example.com.', type='A'] but it was not found]",
)
def _(aws):
    return change_error(aws, record(), record("DELETE", name="api.example.com"))


@refused_change(
    "aliases-are-alone",
    "[RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts with other records with the same"
    " DNS name in zone example.com.]",
)
def _(aws):
    return change_error(aws, record(), record(kind="CNAME"))


@refused_change(
    "no-alias-at-the-top",
    "[RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.]",
)
def _(aws):
    return change_error(aws, record(kind="CNAME"), record(name="example.com", kind="CNAME"))


@refused_change(
    "record-sets-have-values-and-a-lifetime",
    "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId],"
    " but found none in Change with [Action=CREATE, Name=api.example.com., Type=A, SetIdentifier=null]",
)
def _(aws):
    target = {"HostedZoneId": "Z1", "DNSName": "web.example.com", "EvaluateTargetHealth": False}
    return change_error(
        aws,
        record(AliasTarget=target, TTL=None, ResourceRecords=None),
        record(name="api.example.com", TTL=None),
    )


@case(
    "acm-domain-names-have-64-characters",
    "ValidationException: The first domain name of a certificate can have up to 64 characters.",
)
def _(aws):
    right, wrong = (f"{'x' * size}.example.com" for size in (52, 53))
    aws.call(
        "acm",
        "RequestCertificate",
        DomainName=right,
        ValidationMethod="DNS",
        SubjectAlternativeNames=[wrong],
    )
    return aws.error("acm", "RequestCertificate", DomainName=wrong, ValidationMethod="DNS")


@case(
    "acm-used-certificates-stay",
    "ResourceInUseException: Certificate <used> in account <account> is in use.",
)
def _(aws):
    used, unused = (
        aws.call("acm", "ImportCertificate", Certificate=body, PrivateKey=key)["CertificateArn"]
        for body, key in (self_signed(), self_signed())
    )
    aws.call(
        "elbv2",
        "CreateListener",
        LoadBalancerArn=balancer(aws, vpc(aws)),
        Port=443,
        Protocol="HTTPS",
        Certificates=[{"CertificateArn": used}],
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
    )
    aws.call("acm", "DeleteCertificate", CertificateArn=unused)
    answer = aws.error("acm", "DeleteCertificate", CertificateArn=used)
    return answer.replace(used, "<used>").replace(aws.account, "<account>")
