"""What EventBridge, its Scheduler and Application Auto Scaling refuse."""

import json

from .rule import rule
from .schedules import is_at, is_cron, is_rate, is_time_zone

EVENTS = "https://docs.aws.amazon.com/eventbridge/latest/APIReference"
PATTERNS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"
SCHEDULER = "https://docs.aws.amazon.com/scheduler/latest/APIReference"
SCALING = "https://docs.aws.amazon.com/autoscaling/application/APIReference"
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
    """An event pattern is a JSON object whose values are objects or lists that are not empty, of values and known operators."""
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
    return wrong_pattern(value) if isinstance(value, dict) else f'"{name}" must be an object or an array'


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


@rule("events", "PutTargets", code="LimitExceededException", source="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html")
def rules_have_five_targets(call):
    """A rule has five targets at most."""
    bus = call.backend("events").event_buses.get(call.get("EventBusName", "default").rpartition("/")[2])
    known = bus.rules.get(call.get("Rule")) if bus else None
    ids = {target["Id"] for target in known.targets} if known else set()
    if len(ids | {target["Id"] for target in call.get("Targets")}) > 5:
        yield "The requested resource exceeds the maximum number allowed."


SCHEDULES = ("CreateSchedule", "UpdateSchedule")


@rule("scheduler", *SCHEDULES, code="ValidationException", source=f"{SCHEDULER}/API_CreateSchedule.html")
def schedules_are_valid(call):
    """A schedule is rate(…), cron(…) or at(…)."""
    expression = call.get("ScheduleExpression")
    if not (is_rate(expression) or is_cron(expression) or is_at(expression)):
        yield f"Invalid Schedule Expression {expression}."


@rule("scheduler", *SCHEDULES, code="ValidationException", source=f"{SCHEDULER}/API_CreateSchedule.html")
def time_zones_are_known(call):
    """A schedule's time zone is one of IANA's."""
    zone = call.get("ScheduleExpressionTimezone", "UTC")
    if not is_time_zone(zone):
        yield f"Invalid Schedule Expression Timezone {zone}."


@rule("scheduler", *SCHEDULES, code="ValidationException", source=f"{SCHEDULER}/API_FlexibleTimeWindow.html")
def flexible_windows_have_a_length(call):
    """A flexible time window has a length, and only a flexible one."""
    window = call.get("FlexibleTimeWindow")
    if (window["Mode"] == "FLEXIBLE") != ("MaximumWindowInMinutes" in window):
        yield "MaximumWindowInMinutes must be provided with the mode FLEXIBLE, and only with it."


@rule("scheduler", *SCHEDULES, code="ValidationException", source="https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html")
def execution_roles_let_the_scheduler_in(call):
    """A schedule's role exists and trusts the Scheduler."""
    name = call.get("Target")["RoleArn"].rpartition("/")[2]
    roles = {role.name: role for role in call.backend("iam").roles.values()}
    trust = roles[name].assume_role_policy_document if name in roles else ""
    if "scheduler.amazonaws.com" not in trust:
        yield "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."


@rule("application-autoscaling", "PutScheduledAction", code="ValidationException", source=f"{SCALING}/API_PutScheduledAction.html")
def scaling_schedules_are_valid(call):
    """A scheduled action's schedule is rate(…), cron(…) or at(…)."""
    expression = call.get("Schedule")
    if expression and not (is_rate(expression) or is_cron(expression) or is_at(expression)):
        yield f"Invalid schedule expression. Details: {expression} is not rate(…), cron(…) or at(…)."


@rule("application-autoscaling", "PutScheduledAction", code="ValidationException", source=f"{SCALING}/API_PutScheduledAction.html")
def scaling_time_zones_are_known(call):
    """A scheduled action's time zone is one of IANA's."""
    zone = call.get("Timezone")
    if zone and not is_time_zone(zone):
        yield f"Invalid timezone: {zone}"


@rule("application-autoscaling", "RegisterScalableTarget", "PutScheduledAction", code="ValidationException", source=f"{SCALING}/API_RegisterScalableTarget.html")
def capacities_are_in_order(call):
    """A target's minimum is not above its maximum."""
    capacity = call.get("ScalableTargetAction", call.parameters)
    least, most = capacity.get("MinCapacity"), capacity.get("MaxCapacity")
    if least is not None and most is not None and least > most:
        yield "Maximum capacity cannot be less than minimum capacity"


@rule("application-autoscaling", "PutScalingPolicy", code="ValidationException", source=f"{SCALING}/API_PredefinedMetricSpecification.html")
def request_counts_need_a_resource_label(call):
    """ALBRequestCountPerTarget, and no other metric of ECS, needs to know the balancer and the target group."""
    metric = call.get("TargetTrackingScalingPolicyConfiguration", {}).get("PredefinedMetricSpecification", {})
    counts_requests = metric.get("PredefinedMetricType") == "ALBRequestCountPerTarget"
    label = metric.get("ResourceLabel", "")
    if counts_requests != (label.startswith("app/") and "/targetgroup/" in label) and (counts_requests or label):
        yield "Invalid resource label: it must be app/<balancer>/<id>/targetgroup/<group>/<id>, for requests only."
