"""What EventBridge refuses."""

import json

from .rule import rule
from .schedules import is_cron, is_rate

EVENTS = "https://docs.aws.amazon.com/eventbridge/latest/APIReference"
PATTERNS = (
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"
)
OPERATORS = {
    "anything-but",
    "cidr",
    "equals-ignore-case",
    "exists",
    "numeric",
    "prefix",
    "suffix",
    "wildcard",
}


@rule("events", "PutRule", code="InvalidEventPatternException", source=PATTERNS)
def event_patterns_are_valid(call):
    """An event pattern is a JSON object whose values are objects or lists that are not empty, of
    values and known operators.
    """
    pattern = call.get("EventPattern")
    if not pattern:
        return
    try:
        value = json.loads(pattern)
    except ValueError:
        yield "Event pattern is not valid. Reason: Invalid JSON"
        return
    reason = wrong_pattern(value)
    if reason:
        yield f"Event pattern is not valid. Reason: {reason}"


def wrong_pattern(value):
    """Why a pattern is refused; None if it is not."""
    if not isinstance(value, dict):
        return "Filter is not an object"
    if not value:
        return "Empty objects are not allowed"
    for name, each in value.items():
        if name == "$or":
            continue
        reason = wrong_values(name, each) if isinstance(each, list) else wrong_branch(name, each)
        if reason:
            return reason
    return None


def wrong_branch(name, value):
    return (
        wrong_pattern(value)
        if isinstance(value, dict)
        else f'"{name}" must be an object or an array'
    )


def wrong_values(name, values):
    if not values:
        return "Empty arrays are not allowed"
    for value in values:
        if isinstance(value, list):
            return "Nested arrays are not allowed"
        unknown = set(value) - OPERATORS if isinstance(value, dict) else ()
        if unknown:
            return f"Unrecognized match type {sorted(unknown)[0]}"
    return None


@rule("events", "PutRule", code="ValidationException", source=f"{EVENTS}/API_PutRule.html")
def rule_schedules_are_valid(call):
    """A rule's schedule is rate(…) or cron(…)."""
    expression = call.get("ScheduleExpression")
    if expression and not (is_rate(expression) or is_cron(expression)):
        yield "Parameter ScheduleExpression is not valid."


@rule("events", "PutTargets", code="ValidationException", source=f"{EVENTS}/API_Target.html")
def targets_have_one_input(call):
    """A target's input is said in one way."""
    for target in call.get("Targets"):
        if len({"Input", "InputPath", "InputTransformer"} & target.keys()) > 1:
            yield f"Only one of Input, InputPath, or InputTransformer must be provided for target {target['Id']}."


@rule("events", "PutTargets", code="ValidationException", source=f"{EVENTS}/API_PutTargets.html")
def ecs_targets_need_a_role(call):
    """EventBridge starts tasks with a role of its own."""
    for target in call.get("Targets"):
        if ":ecs:" in target["Arn"] and not target.get("RoleArn"):
            yield f"RoleArn is required for target {target['Arn']}."


@rule(
    "events",
    "PutTargets",
    code="LimitExceededException",
    source="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html",
)
def rules_have_five_targets(call):
    """A rule has five targets at most."""
    bus = call.backend("events").event_buses.get(
        call.get("EventBusName", "default").rpartition("/")[2]
    )
    known = bus.rules.get(call.get("Rule")) if bus else None
    ids = {target["Id"] for target in known.targets} if known else set()
    if len(ids | {target["Id"] for target in call.get("Targets")}) > 5:
        yield "The requested resource exceeds the maximum number allowed."
