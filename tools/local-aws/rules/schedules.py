"""Schedule expressions and time zones, as EventBridge, its Scheduler and Auto Scaling take them."""

import functools
import re
import zoneinfo

RATE = re.compile(r"rate\((\d+) (minute|minutes|hour|hours|day|days)\)")
AT = re.compile(
    r"at\(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\)"
)
CRON = re.compile(r"cron\((.+)\)")
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
DAYS = "SUN MON TUE WED THU FRI SAT".split()
# Fields of AWS's cron: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-
# expressions.html
AWS_FIELDS = [
    (0, 59, ()),
    (0, 23, ()),
    (1, 31, ()),
    (1, 12, MONTHS),
    (1, 7, DAYS),
    (1970, 2199, ()),
]
# Fields of Unix's cron, which Auto Scaling takes.
UNIX_FIELDS = [(0, 59, ()), (0, 23, ()), (1, 31, ()), (1, 12, MONTHS), (0, 7, DAYS)]


def is_rate(expression):
    match = RATE.fullmatch(expression)
    if match is None or int(match[1]) == 0:
        return False
    # rate(1 minutes) and rate(5 minute) are refused.
    return match[2].endswith("s") == (int(match[1]) != 1)


def is_at(expression):
    return AT.fullmatch(expression) is not None


def is_cron(expression):
    """AWS's cron has six fields, one of the two for days is ?."""
    match = CRON.fullmatch(expression)
    fields = match[1].split() if match else []
    if len(fields) != 6 or (fields[2] == "?") == (fields[4] == "?"):
        return False
    return all(is_field(field, *limits) for field, limits in zip(fields, AWS_FIELDS))


def is_unix_cron(expression):
    fields = expression.split()
    return len(fields) == 5 and all(
        is_field(field, *limits) for field, limits in zip(fields, UNIX_FIELDS)
    )


def is_field(field, least, most, names):
    return all(is_part(part, least, most, names) for part in field.split(","))


def is_part(part, least, most, names):
    # The last day, a day of the last week, the weekday nearest to a day, a day of the nth week.
    if re.fullmatch(r"\?|L|L-\d+|\d+L|LW|\d+W|[A-Za-z]{3}L|(\d|[A-Za-z]{3})#[1-5]", part):
        return True
    span, _, step = part.partition("/")
    if "/" in part and not (step.isdigit() and int(step) > 0):
        return False
    bounds = [] if span == "*" else span.split("-")
    return len(bounds) <= 2 and all(is_value(bound, least, most, names) for bound in bounds)


def is_value(text, least, most, names):
    return text.upper() in names or (text.isdigit() and least <= int(text) <= most)


def is_time_zone(name):
    return name in time_zones() or not time_zones()


@functools.cache
def time_zones():
    """The time zones that this machine knows: none where it has no data of them."""
    return zoneinfo.available_timezones()
