"""What Elastic Load Balancing refuses of listener rules and their conditions."""

import re

from .elb_listeners import QUOTAS, RULES, balancer_arn_of
from .elb_load_balancers import API
from .rule import rule

HOST_CHARACTERS = re.compile(r"[A-Za-z0-9.*?-]+")
PATH_CHARACTERS = re.compile(r"[A-Za-z0-9_\-.$/~\"'@:+&*?;=%,!()\[\]{}|^`<>#\\ ]+")


def values_of(condition):
    """The values of a condition of whatever field."""
    for key, config in condition.items():
        if key == "Values":
            yield from config
        elif key.endswith("Config"):
            yield from config.get("Values", [])


def values_of_field(call, field):
    for condition in call.get("Conditions", []):
        if condition.get("Field") == field:
            yield from values_of(condition)


@rule("elbv2", *RULES, code="ValidationError", source=f"{API}/API_HostHeaderConditionConfig.html")
def hosts_are_allowed(call):
    """A host has a period, only letters after the last one, and else letters, digits, hyphens, *
    and ? only.
    """
    for host in values_of_field(call, "host-header"):
        if not HOST_CHARACTERS.fullmatch(host) or not re.search(r"\.[A-Za-z]+$", host):
            yield f"Condition value '{host}' contains a character that is not valid"


@rule("elbv2", *RULES, code="ValidationError", source=f"{API}/API_PathPatternConditionConfig.html")
def paths_are_allowed(call):
    """A path has printable ASCII characters only."""
    for path in values_of_field(call, "path-pattern"):
        if not PATH_CHARACTERS.fullmatch(path):
            yield f"Condition value '{path}' contains a character that is not valid"


@rule("elbv2", "CreateRule", code="TooManyRules", source=QUOTAS)
def balancers_have_a_hundred_rules(call):
    """A load balancer has 100 rules at most, not counting default rules."""
    balancer = call.backend("elbv2").load_balancers.get(balancer_arn_of(call))
    count = sum(
        1
        for listener in (balancer.listeners.values() if balancer else [])
        for each in listener.rules.values()
        if each.priority != "default"
    )
    if count >= 100:
        yield "The maximum number of rules on the load balancer has been reached"


@rule("elbv2", *RULES, code="ValidationError", source=QUOTAS)
def rules_have_five_values(call):
    """The conditions of a rule have five values together at most."""
    if sum(len(list(values_of(condition))) for condition in call.get("Conditions", [])) > 5:
        yield "Rules cannot have more than 5 condition values"


@rule("elbv2", *RULES, code="ValidationError", source=QUOTAS)
def rules_have_one_condition_of_a_kind(call):
    """A rule has one condition at most on the host, the path, the method and the source."""
    single = ("host-header", "path-pattern", "http-request-method", "source-ip")
    fields = [condition.get("Field") for condition in call.get("Conditions", [])]
    for field in single:
        if fields.count(field) > 1:
            yield f"A rule can only have one '{field}' condition"
