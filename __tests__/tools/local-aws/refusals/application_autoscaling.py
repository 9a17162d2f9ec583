"""What Application Auto Scaling refuses."""

from case import case
from situations import cluster, task_definition

TARGET = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/cluster/app",
    "ScalableDimension": "ecs:service:DesiredCount",
}


def scalable_service(aws):
    cluster(aws)
    aws.call(
        "ecs",
        "CreateService",
        cluster="cluster",
        serviceName="app",
        taskDefinition=task_definition(aws),
        desiredCount=1,
    )
    aws.call(
        "application-autoscaling", "RegisterScalableTarget", **TARGET, MinCapacity=1, MaxCapacity=2
    )


def refused_scaling(rule, message):
    return case(f"application-autoscaling-{rule}", f"ValidationException: {message}")


@refused_scaling("capacities-are-in-order", "Maximum capacity cannot be less than minimum capacity")
def _(aws):
    scalable_service(aws)
    return aws.error(
        "application-autoscaling", "RegisterScalableTarget", **TARGET, MinCapacity=2, MaxCapacity=1
    )


def scaling_schedule_error(aws, right, wrong):
    """Puts a schedule, and another one as it is refused; returns the answer to that."""
    scalable_service(aws)
    action = {**TARGET, "ScheduledActionName": "case", "ScalableTargetAction": {"MinCapacity": 1}}
    aws.call("application-autoscaling", "PutScheduledAction", **action, **right)
    return aws.error("application-autoscaling", "PutScheduledAction", **action, **wrong)


@refused_scaling(
    "scaling-schedules-are-valid",
    "Invalid schedule expression. Details: cron(0 8 * * *) is not rate(…), cron(…) or at(…).",
)
def _(aws):
    return scaling_schedule_error(
        aws, {"Schedule": "cron(0 8 * * ? *)"}, {"Schedule": "cron(0 8 * * *)"}
    )


@refused_scaling("scaling-time-zones-are-known", "Invalid timezone: Europe/Utrecht")
def _(aws):
    right, wrong = (
        {"Schedule": "at(2030-01-31T08:00:00)", "Timezone": zone}
        for zone in ("Europe/Amsterdam", "Europe/Utrecht")
    )
    return scaling_schedule_error(aws, right, wrong)


@refused_scaling(
    "request-counts-need-a-resource-label",
    "Invalid resource label: it must be app/<balancer>/<id>/targetgroup/<group>/<id>, for requests only.",
)
def _(aws):
    scalable_service(aws)
    right, wrong = (
        {
            "TargetValue": 50,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ALBRequestCountPerTarget",
                **label,
            },
        }
        for label in ({"ResourceLabel": "app/web/1/targetgroup/web/2"}, {})
    )
    policy = {**TARGET, "PolicyName": "case", "PolicyType": "TargetTrackingScaling"}
    call = ("application-autoscaling", "PutScalingPolicy")
    aws.call(*call, **policy, TargetTrackingScalingPolicyConfiguration=right)
    return aws.error(*call, **policy, TargetTrackingScalingPolicyConfiguration=wrong)
