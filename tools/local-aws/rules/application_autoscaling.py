"""What Application Auto Scaling refuses."""

from .rule import rule
from .schedules import is_at, is_cron, is_rate, is_time_zone

SCALING = "https://docs.aws.amazon.com/autoscaling/application/APIReference"


@rule(
    "application-autoscaling",
    "PutScheduledAction",
    code="ValidationException",
    source=f"{SCALING}/API_PutScheduledAction.html",
)
def scaling_schedules_are_valid(call):
    """A scheduled action's schedule is rate(…), cron(…) or at(…)."""
    expression = call.get("Schedule")
    if expression and not (is_rate(expression) or is_cron(expression) or is_at(expression)):
        yield f"Invalid schedule expression. Details: {expression} is not rate(…), cron(…) or at(…)."


@rule(
    "application-autoscaling",
    "PutScheduledAction",
    code="ValidationException",
    source=f"{SCALING}/API_PutScheduledAction.html",
)
def scaling_time_zones_are_known(call):
    """A scheduled action's time zone is one of IANA's."""
    zone = call.get("Timezone")
    if zone and not is_time_zone(zone):
        yield f"Invalid timezone: {zone}"


@rule(
    "application-autoscaling",
    "RegisterScalableTarget",
    "PutScheduledAction",
    code="ValidationException",
    source=f"{SCALING}/API_RegisterScalableTarget.html",
)
def capacities_are_in_order(call):
    """A target's minimum is not above its maximum."""
    capacity = call.get("ScalableTargetAction", call.parameters)
    least, most = capacity.get("MinCapacity"), capacity.get("MaxCapacity")
    if least is not None and most is not None and least > most:
        yield "Maximum capacity cannot be less than minimum capacity"


@rule(
    "application-autoscaling",
    "PutScalingPolicy",
    code="ValidationException",
    source=f"{SCALING}/API_PredefinedMetricSpecification.html",
)
def request_counts_need_a_resource_label(call):
    """ALBRequestCountPerTarget, and no other metric of ECS, needs to know the balancer and the
    target group.
    """
    metric = call.get("TargetTrackingScalingPolicyConfiguration", {}).get(
        "PredefinedMetricSpecification", {}
    )
    counts_requests = metric.get("PredefinedMetricType") == "ALBRequestCountPerTarget"
    label = metric.get("ResourceLabel", "")
    if counts_requests != (label.startswith("app/") and "/targetgroup/" in label) and (
        counts_requests or label
    ):
        yield "Invalid resource label: it must be app/<balancer>/<id>/targetgroup/<group>/<id>, for requests only."
