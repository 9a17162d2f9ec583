"""What CloudWatch and CloudWatch Logs refuse."""

import re

from .rule import rule

ALARMS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"
MATH = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html"
LOGS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference"
RETENTION_DAYS = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)
ACTION = re.compile(
    r"arn:[\w-]+:(sns|autoscaling|automate|ec2|ssm|ssm-incidents|lambda|swf|aiops|events|states):.+"
)


def alarm_rule(source=ALARMS, code="ValidationError"):
    return rule("cloudwatch", "PutMetricAlarm", code=code, source=source)


def periods(call):
    yield from filter(None, [call.get("Period")])
    for query in call.get("Metrics", []):
        yield from filter(None, [query.get("Period"), query.get("MetricStat", {}).get("Period")])


@alarm_rule()
def periods_are_allowed(call):
    """A period is 10, 20, 30 or a multiple of 60 seconds."""
    for period in periods(call):
        if period not in (10, 20, 30) and period % 60:
            yield f"Invalid period {period}. Period must be 10, 20, 30 or a multiple of 60."


@alarm_rule()
def alarms_look_back_a_day(call):
    """An alarm looks back a day at most, or a week where its period is an hour or more."""
    for period in periods(call):
        most = 604800 if period >= 3600 else 86400
        if period * call.get("EvaluationPeriods") > most:
            yield f"Metrics cannot be checked across more than {most} seconds (EvaluationPeriods * Period must be <= {most})."


@alarm_rule()
def data_points_are_within_the_periods(call):
    """No more data points make an alarm than there are periods."""
    points = call.get("DatapointsToAlarm")
    if points is not None and points > call.get("EvaluationPeriods"):
        yield "DatapointsToAlarm must be less than or equal to EvaluationPeriods."


@alarm_rule(code="InvalidParameterCombination")
def alarms_watch_one_thing(call):
    """An alarm watches a metric, or metrics and what is computed from them."""
    if call.get("Metrics") and any(
        name in call.parameters for name in ("MetricName", "Namespace", "Statistic", "Period")
    ):
        yield "When specifying Metrics list, MetricName, Namespace, Statistic and Period must not be specified."


@alarm_rule(code="InvalidParameterCombination")
def alarms_have_one_statistic(call):
    """A metric's statistic is said in one way."""
    if call.get("Statistic") and call.get("ExtendedStatistic"):
        yield "The parameters Statistic and ExtendedStatistic are mutually exclusive."


@alarm_rule()
def actions_are_arns(call):
    """What an alarm does is the ARN of something that it can call."""
    for name in ("AlarmActions", "OKActions", "InsufficientDataActions"):
        for action in call.get(name, []):
            if not ACTION.fullmatch(action):
                yield f"Invalid arn syntax: {action}"


@alarm_rule(source=MATH)
def one_query_is_watched(call):
    """Of several queries exactly one is what the alarm watches."""
    queries = call.get("Metrics", [])
    if queries and sum(1 for query in queries if query.get("ReturnData", True)) != 1:
        yield "Exactly one element of the metrics list should return data."


@alarm_rule(source=MATH)
def query_ids_are_allowed(call):
    """A query's id begins with a lower-case letter, has letters, digits and underscores, and is its
    own.
    """
    ids = [query["Id"] for query in call.get("Metrics", [])]
    for each in ids:
        if not re.fullmatch(r"[a-z]\w*", each, re.ASCII) or ids.count(each) > 1:
            yield f"Invalid metrics list: the id '{each}' must be unique and match [a-z][a-zA-Z0-9_]*."


@alarm_rule(source=MATH)
def expressions_name_queries(call):
    """An expression computes with queries of the same alarm: what begins with a lower-case letter
    in it is an id.
    """
    ids = {query["Id"] for query in call.get("Metrics", [])}
    for query in call.get("Metrics", []):
        text = re.sub(r"'[^']*'|\"[^\"]*\"", "", query.get("Expression", ""))
        for name in re.findall(r"(?<![\w.])[a-z]\w*", text):
            if name not in ids:
                yield f"Error in expression '{query['Id']}': Unknown or invalid id '{name}'."


@alarm_rule()
def missing_data_is_treated_in_a_known_way(call):
    """Missing data counts as breaching, notBreaching, ignore or missing."""
    way = call.get("TreatMissingData", "missing")
    if way not in ("breaching", "ignore", "missing", "notBreaching"):
        yield f"The value {way} is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, ignore, missing]."


@rule(
    "logs",
    "PutRetentionPolicy",
    code="InvalidParameterException",
    source=f"{LOGS}/API_PutRetentionPolicy.html",
)
def retention_is_one_of_a_list(call):
    """Logs are kept for one of a list of numbers of days."""
    days = call.get("retentionInDays")
    if days not in RETENTION_DAYS:
        allowed = ", ".join(map(str, RETENTION_DAYS))
        yield (
            f"1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint:"
            f" Member must satisfy enum value set: [{allowed}]"
        )


@rule(
    "logs",
    "CreateLogGroup",
    code="InvalidParameterException",
    source=f"{LOGS}/API_CreateLogGroup.html",
)
def group_names_are_not_reserved(call):
    """A log group's name does not begin with aws/."""
    if call.get("logGroupName").startswith("aws/"):
        yield "Log groups starting with AWS/ are reserved for AWS."
