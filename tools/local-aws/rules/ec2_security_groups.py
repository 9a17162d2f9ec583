"""What EC2 refuses of security groups."""

import re

from .ec2_networks import API, balancers, databases, instances
from .rule import rule

ALLOWED = re.compile(r"[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]*")
AUTHORIZE = ("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")


def descriptions(call):
    """The descriptions of the rules of a call."""
    for permission in call.get("IpPermissions", []):
        for sources in ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"):
            for source in permission.get(sources, []):
                yield source.get("Description", "")


@rule(
    "ec2",
    "CreateSecurityGroup",
    code="InvalidParameterValue",
    source=f"{API}/API_CreateSecurityGroup.html",
)
def group_names_do_not_look_like_ids(call):
    """A security group's name does not begin with sg-."""
    if call.get("GroupName").lower().startswith("sg-"):
        yield f"Value ({call.get('GroupName')}) for parameter GroupName is invalid. Group names may not be in the format sg-*."


@rule(
    "ec2",
    "CreateSecurityGroup",
    code="InvalidParameterValue",
    source=f"{API}/API_CreateSecurityGroup.html",
)
def group_texts_have_allowed_characters(call):
    """A security group's name and description have letters, digits, spaces and
    ._-:/()#,@[]+=&;{}!$* only, up to 255.
    """
    for name, parameter in (("GroupName", "GroupName"), ("Description", "GroupDescription")):
        value = call.get(name, "")
        if not ALLOWED.fullmatch(value) or len(value) > 255:
            yield f"Value ({value}) for parameter {parameter} is invalid. Character sets beyond ASCII are not supported."


@rule("ec2", *AUTHORIZE, code="InvalidParameterValue", source=f"{API}/API_IpRange.html")
def rule_descriptions_have_allowed_characters(call):
    """A rule's description has letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* only, up to 255."""
    for description in descriptions(call):
        if not ALLOWED.fullmatch(description) or len(description) > 255:
            yield (
                "Invalid rule description. Valid descriptions are strings less than 256 characters from the following"
                " set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
            )


@rule(
    "ec2",
    *AUTHORIZE,
    code="InvalidParameterValue",
    source=f"{API}/API_AuthorizeSecurityGroupIngress.html",
)
def port_ranges_are_in_order(call):
    """A range of ports begins at 0 to 65535 and does not end before it begins."""
    for permission in call.get("IpPermissions", []):
        first, last = permission.get("FromPort"), permission.get("ToPort")
        if (
            permission.get("IpProtocol") not in ("tcp", "udp", "6", "17")
            or first is None
            or last is None
        ):
            continue
        if not 0 <= first <= 65535 or not 0 <= last <= 65535:
            yield f"Invalid value '{first if not 0 <= first <= 65535 else last}' for portRange. Must be between 0 and 65535."
        if first > last:
            yield f"Invalid TCP/UDP port range ({first}:{last})"


@rule(
    "ec2",
    "DeleteSecurityGroup",
    code="DependencyViolation",
    source=f"{API}/API_DeleteSecurityGroup.html",
)
def groups_in_use_stay(call):
    """A security group that another group's rules name, or that is on an instance, a load balancer,
    a database or a mount target, cannot be deleted.
    """
    group = call.get("GroupId")
    if group and (is_named_by_others(call, group) or group in groups_in_use(call)):
        yield f"resource {group} has a dependent object"


def is_named_by_others(call, group_id):
    for groups in call.backend("ec2").groups.values():
        for other in groups.values():
            rules = [*other.ingress_rules, *other.egress_rules]
            if other.id != group_id and any(
                (each.source_group or {}).get("GroupId") == group_id for each in rules
            ):
                return True
    return False


def groups_in_use(call):
    """The security groups that are on something."""
    used = set()
    for balancer in balancers(call):
        used.update(balancer.security_groups or [])
    for instance in instances(call):
        for interface in instance.nics.values():
            used.update(group.id for group in interface.group_set)
    for database in databases(call):
        used.update(database.vpc_security_group_ids)
    for target in call.backend("efs").mount_targets_by_id.values():
        used.update(target.security_groups or [])
    return used
