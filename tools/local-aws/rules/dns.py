"""What Route 53 and ACM refuse."""

from .rule import rule

ROUTE53 = (
    "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html"
)
ACM = "https://docs.aws.amazon.com/acm/latest/APIReference"


def change_rule(source=ROUTE53):
    return rule("route53", "ChangeResourceRecordSets", code="InvalidChangeBatch", source=source)


def zone_of(call):
    """The zone that is changed; None if there is none, which moto says."""
    return call.backend("route53").zones.get(call.get("HostedZoneId").rpartition("/")[2])


def changes(call):
    """Each change's action with its record set and the full name of that."""
    for change in call.get("ChangeBatch")["Changes"]:
        record = change["ResourceRecordSet"]
        yield change["Action"], record, record["Name"].rstrip(".").lower() + "."


def existing(call):
    """Name, type and set identifier of what the zone has."""
    zone = zone_of(call)
    return (
        {
            (each.name.rstrip(".").lower() + ".", each.type, each.set_identifier)
            for each in zone.rrsets
        }
        if zone
        else set()
    )


@change_rule("https://github.com/hashicorp/terraform-provider-aws/issues/10502")
def records_are_created_once(call):
    """A record set that is there is not created again."""
    for action, record, name in changes(call):
        if action == "CREATE" and (name, record["Type"], record.get("SetIdentifier")) in existing(
            call
        ):
            yield f"[Tried to create resource record set [name='{name}', type='{record['Type']}'] but it already exists]"


@change_rule()
def deleted_records_exist(call):
    """A record set that is deleted is there."""
    for action, record, name in changes(call):
        if action == "DELETE" and (
            name,
            record["Type"],
            record.get("SetIdentifier"),
        ) not in existing(call):
            yield f"[Tried to delete resource record set [name='{name}', type='{record['Type']}'] but it was not found]"


@change_rule("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html")
def no_alias_at_the_top(call):
    """A zone's own name is no CNAME."""
    zone = zone_of(call)
    for action, record, name in changes(call):
        if (
            zone
            and action != "DELETE"
            and record["Type"] == "CNAME"
            and name == zone.name.rstrip(".") + "."
        ):
            yield f"[RRSet of type CNAME with DNS name {name} is not permitted at apex in zone {zone.name}]"


@change_rule("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html")
def aliases_are_alone(call):
    """A name that is a CNAME has no other records."""
    zone = zone_of(call)
    for action, record, name in changes(call):
        others = {
            kind for each, kind, _ in existing(call) if each == name and kind != record["Type"]
        }
        if action != "DELETE" and others and "CNAME" in {record["Type"], *others}:
            yield (
                f"[RRSet of type {record['Type']} with DNS name {name} is not permitted as it conflicts with other records"
                f" with the same DNS name in zone {zone.name}]"
            )


@change_rule()
def record_sets_have_values_and_a_lifetime(call):
    """A record set has values and a time to live, or is an alias."""
    for action, record, name in changes(call):
        has_values = "ResourceRecords" in record and "TTL" in record
        if has_values == ("AliasTarget" in record) and "TrafficPolicyInstanceId" not in record:
            found = "more than one" if has_values else "none"
            yield (
                "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or"
                f" TrafficPolicyInstanceId], but found {found} in Change with [Action={action}, Name={name},"
                f" Type={record['Type']}, SetIdentifier={record.get('SetIdentifier', 'null')}]"
            )


@rule(
    "acm",
    "RequestCertificate",
    code="ValidationException",
    source=f"{ACM}/API_RequestCertificate.html",
)
def domain_names_have_64_characters(call):
    """A certificate's domain name has 64 characters at most; alternative names may be longer."""
    if len(call.get("DomainName")) > 64:
        yield "The first domain name of a certificate can have up to 64 characters."


@rule(
    "acm",
    "DeleteCertificate",
    code="ResourceInUseException",
    source=f"{ACM}/API_DeleteCertificate.html",
)
def used_certificates_stay(call):
    """A certificate that a listener uses cannot be deleted."""
    arn = call.get("CertificateArn")
    for balancer in call.backend("elbv2").load_balancers.values():
        for listener in balancer.listeners.values():
            if arn in [listener.certificate, *listener.certificates]:
                yield f"Certificate {arn} in account {call.account} is in use."
