"""What CloudWatch and CloudWatch Logs refuse."""

from case import case
from situations import topic

ALARM = {"EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold", "Threshold": 1}
METRIC = {
    "Namespace": "AWS/ECS",
    "MetricName": "CPUUtilization",
    "Statistic": "Average",
    "Period": 60,
}


def alarm_error(aws, right, wrong, metric=METRIC):
    """Puts an alarm, and another one as it is refused; returns the answer to that."""
    aws.call("cloudwatch", "PutMetricAlarm", AlarmName="right", **{**ALARM, **metric, **right})
    return aws.error(
        "cloudwatch", "PutMetricAlarm", AlarmName="wrong", **{**ALARM, **metric, **wrong}
    )


def refused_alarm(rule, message, code="ValidationError"):
    return case(f"cloudwatch-{rule}", f"{code}: {message}")


@refused_alarm(
    "periods-are-allowed", "Invalid period 90. Period must be 10, 20, 30 or a multiple of 60."
)
def _(aws):
    return alarm_error(aws, {"Period": 30}, {"Period": 90})


@refused_alarm(
    "alarms-look-back-a-day",
    "Metrics cannot be checked across more than 86400 seconds (EvaluationPeriods * Period must be <= 86400).",
)
def _(aws):
    return alarm_error(
        aws, {"Period": 3600, "EvaluationPeriods": 168}, {"Period": 300, "EvaluationPeriods": 289}
    )


@refused_alarm(
    "data-points-are-within-the-periods",
    "DatapointsToAlarm must be less than or equal to EvaluationPeriods.",
)
def _(aws):
    return alarm_error(
        aws, {"EvaluationPeriods": 3, "DatapointsToAlarm": 3}, {"DatapointsToAlarm": 2}
    )


@refused_alarm(
    "alarms-watch-one-thing",
    "When specifying Metrics list, MetricName, Namespace, Statistic and Period must not be specified.",
    "InvalidParameterCombination",
)
def _(aws):
    return alarm_error(aws, {}, {"Metrics": [query("a")]})


@refused_alarm(
    "alarms-have-one-statistic",
    "The parameters Statistic and ExtendedStatistic are mutually exclusive.",
    "InvalidParameterCombination",
)
def _(aws):
    return alarm_error(aws, {}, {"ExtendedStatistic": "p99"})


@refused_alarm("actions-are-arns", "Invalid arn syntax: alerts")
def _(aws):
    return alarm_error(aws, {"AlarmActions": [topic(aws)]}, {"AlarmActions": ["alerts"]})


@refused_alarm(
    "missing-data-is-treated-in-a-known-way",
    "The value good is not supported for TreatMissingData parameter."
    " Supported values are [breaching, notBreaching, ignore, missing].",
)
def _(aws):
    return alarm_error(aws, {"TreatMissingData": "notBreaching"}, {"TreatMissingData": "good"})


def query(name, watched=False):
    metric = {"Namespace": "AWS/ECS", "MetricName": "CPUUtilization"}
    return {
        "Id": name,
        "ReturnData": watched,
        "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Average"},
    }


def expression(text, name="sum", watched=True):
    return {"Id": name, "Expression": text, "ReturnData": watched}


def math_error(aws, *wrong):
    right = [
        query("a"),
        query("b_1"),
        expression("IF(a > 0, 100 * a / b_1, FILL(METRICS('b'), 0))"),
    ]
    return alarm_error(aws, {"Metrics": right}, {"Metrics": list(wrong)}, metric={})


@refused_alarm(
    "one-query-is-watched", "Exactly one element of the metrics list should return data."
)
def _(aws):
    return math_error(aws, query("a", watched=True), expression("a * 2"))


@refused_alarm(
    "query-ids-are-allowed",
    "Invalid metrics list: the id 'A' must be unique and match [a-z][a-zA-Z0-9_]*.",
)
def _(aws):
    return math_error(aws, query("A"), expression("1 + 1"))


@refused_alarm("expressions-name-queries", "Error in expression 'sum': Unknown or invalid id 'b'.")
def _(aws):
    return math_error(aws, query("a"), expression("a + b"))


@case(
    "logs-retention-is-one-of-a-list",
    "InvalidParameterException: 1 validation error detected: Value '10' at 'retentionInDays' failed to satisfy"
    " constraint: Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731,"
    " 1096, 1827, 2192, 2557, 2922, 3288, 3653]",
)
def _(aws):
    aws.call("logs", "CreateLogGroup", logGroupName="app")
    aws.call("logs", "PutRetentionPolicy", logGroupName="app", retentionInDays=14)
    return aws.error("logs", "PutRetentionPolicy", logGroupName="app", retentionInDays=10)


@case(
    "logs-group-names-are-not-reserved",
    "InvalidParameterException: Log groups starting with AWS/ are reserved for AWS.",
)
def _(aws):
    aws.call("logs", "CreateLogGroup", logGroupName="/aws/app")
    return aws.error("logs", "CreateLogGroup", logGroupName="aws/app")
