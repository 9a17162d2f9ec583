"""What EventBridge Scheduler refuses."""

from .rule import rule
from .schedules import is_at, is_cron, is_rate, is_time_zone

SCHEDULER = "https://docs.aws.amazon.com/scheduler/latest/APIReference"
SCHEDULES = ("CreateSchedule", "UpdateSchedule")


@rule(
    "scheduler",
    *SCHEDULES,
    code="ValidationException",
    source=f"{SCHEDULER}/API_CreateSchedule.html",
)
def schedules_are_valid(call):
    """A schedule is rate(…), cron(…) or at(…)."""
    expression = call.get("ScheduleExpression")
    if not (is_rate(expression) or is_cron(expression) or is_at(expression)):
        yield f"Invalid Schedule Expression {expression}."


@rule(
    "scheduler",
    *SCHEDULES,
    code="ValidationException",
    source=f"{SCHEDULER}/API_CreateSchedule.html",
)
def time_zones_are_known(call):
    """A schedule's time zone is one of IANA's."""
    zone = call.get("ScheduleExpressionTimezone", "UTC")
    if not is_time_zone(zone):
        yield f"Invalid Schedule Expression Timezone {zone}."


@rule(
    "scheduler",
    *SCHEDULES,
    code="ValidationException",
    source=f"{SCHEDULER}/API_FlexibleTimeWindow.html",
)
def flexible_windows_have_a_length(call):
    """A flexible time window has a length, and only a flexible one."""
    window = call.get("FlexibleTimeWindow")
    if (window["Mode"] == "FLEXIBLE") != ("MaximumWindowInMinutes" in window):
        yield "MaximumWindowInMinutes must be provided with the mode FLEXIBLE, and only with it."


@rule(
    "scheduler",
    *SCHEDULES,
    code="ValidationException",
    source="https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html",
)
def execution_roles_let_the_scheduler_in(call):
    """A schedule's role exists and trusts the Scheduler."""
    name = call.get("Target")["RoleArn"].rpartition("/")[2]
    roles = {role.name: role for role in call.backend("iam").roles.values()}
    trust = roles[name].assume_role_policy_document if name in roles else ""
    if "scheduler.amazonaws.com" not in trust:
        yield "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."
