"""What EventBridge and its Scheduler refuse."""

import json

from case import case
from situations import cluster, role, topic


def rule_error(aws, right, wrong):
    """Puts a rule, and another one as it is refused; returns the answer to that."""
    aws.call("events", "PutRule", Name="right", **right)
    return aws.error("events", "PutRule", Name="wrong", **wrong)


@case(
    "events-event-patterns-are-valid",
    "InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized match type like",
)
def _(aws):
    patterns = (
        {
            "source": ["aws.ecs"],
            "detail": {
                "group": [{"prefix": "service:"}, {"anything-but": ["a"]}],
                "$or": [{"a": [1]}],
            },
        },
        {"source": ["aws.ecs"], "detail": {"group": [{"like": "service:"}]}},
    )
    right, wrong = ({"EventPattern": json.dumps(pattern)} for pattern in patterns)
    return rule_error(aws, right, wrong)


@case(
    "events-rule-schedules-are-valid",
    "ValidationException: Parameter ScheduleExpression is not valid.",
)
def _(aws):
    return rule_error(
        aws,
        {"ScheduleExpression": "cron(0/15 8-18 ? * MON-FRI *)"},
        {"ScheduleExpression": "rate(5 minute)"},
    )


def target_error(aws, right, wrong):
    """Puts a target, and another one as it is refused; returns the answer to that."""
    aws.call("events", "PutRule", Name="case", ScheduleExpression="rate(1 hour)")
    aws.call("events", "PutTargets", Rule="case", Targets=right)
    return aws.error("events", "PutTargets", Rule="case", Targets=wrong)


@case(
    "events-targets-have-one-input",
    "ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target topic.",
)
def _(aws):
    target = {"Id": "topic", "Arn": topic(aws), "Input": "{}"}
    return target_error(aws, [target], [{**target, "InputPath": "$.detail"}])


@case(
    "events-ecs-targets-need-a-role",
    "ValidationException: RoleArn is required for target arn:aws:ecs:eu-west-1:123456789012:cluster/cluster.",
)
def _(aws):
    target = {
        "Id": "task",
        "Arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/cluster",
        "EcsParameters": {
            "TaskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/app:1"
        },
    }
    return target_error(aws, [{**target, "RoleArn": role(aws, "events.amazonaws.com")}], [target])


@case(
    "events-rules-have-five-targets",
    "LimitExceededException: The requested resource exceeds the maximum number allowed.",
)
def _(aws):
    arn = topic(aws)
    five = [{"Id": str(number), "Arn": arn} for number in range(5)]
    return target_error(aws, five, [{"Id": "5", "Arn": arn}])


def schedule_error(aws, right, wrong):
    """Creates a schedule, and another one as it is refused; returns the answer to that."""
    cluster(aws)
    schedule = {
        "ScheduleExpression": "rate(1 hour)",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": target(role(aws, "scheduler.amazonaws.com")),
    }
    aws.call("scheduler", "CreateSchedule", Name="right", **{**schedule, **right})
    return aws.error("scheduler", "CreateSchedule", Name="wrong", **{**schedule, **wrong})


def target(role_arn):
    return {
        "Arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/cluster",
        "RoleArn": role_arn,
        "EcsParameters": {
            "TaskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/app:1"
        },
    }


def refused_schedule(rule, message):
    return case(f"scheduler-{rule}", f"ValidationException: {message}")


@refused_schedule("schedules-are-valid", "Invalid Schedule Expression cron(0 8 * * * *).")
def _(aws):
    return schedule_error(
        aws,
        {"ScheduleExpression": "cron(0 8 1,15 * ? 2030)"},
        {"ScheduleExpression": "cron(0 8 * * * *)"},
    )


@refused_schedule("time-zones-are-known", "Invalid Schedule Expression Timezone Europe/Utrecht.")
def _(aws):
    return schedule_error(
        aws,
        {"ScheduleExpressionTimezone": "Europe/Amsterdam"},
        {"ScheduleExpressionTimezone": "Europe/Utrecht"},
    )


@refused_schedule(
    "flexible-windows-have-a-length",
    "MaximumWindowInMinutes must be provided with the mode FLEXIBLE, and only with it.",
)
def _(aws):
    return schedule_error(
        aws,
        {"FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 5}},
        {"FlexibleTimeWindow": {"Mode": "FLEXIBLE"}},
    )


@refused_schedule(
    "execution-roles-let-the-scheduler-in",
    "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
)
def _(aws):
    return schedule_error(aws, {}, {"Target": target(role(aws, "ecs-tasks.amazonaws.com"))})
