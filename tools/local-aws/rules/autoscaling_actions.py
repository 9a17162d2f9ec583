"""What Auto Scaling refuses of a group's schedules and notifications."""

from .autoscaling import API, group_rule
from .schedules import is_time_zone, is_unix_cron

NOTIFICATIONS = tuple(
    f"autoscaling:{event}"
    for event in (
        "EC2_INSTANCE_LAUNCH",
        "EC2_INSTANCE_LAUNCH_ERROR",
        "EC2_INSTANCE_TERMINATE",
        "EC2_INSTANCE_TERMINATE_ERROR",
        "TEST_NOTIFICATION",
    )
)


@group_rule(f"{API}/API_PutScheduledUpdateGroupAction.html", "PutScheduledUpdateGroupAction")
def recurrences_are_cron(call):
    """A recurrence is five fields as Unix's cron has them."""
    recurrence = call.get("Recurrence")
    if recurrence and not is_unix_cron(recurrence):
        yield f"Given recurrence string: {recurrence} is invalid"


@group_rule(f"{API}/API_PutScheduledUpdateGroupAction.html", "PutScheduledUpdateGroupAction")
def time_zones_are_known(call):
    """A time zone is one of IANA's."""
    zone = call.get("TimeZone")
    if zone and not is_time_zone(zone):
        yield f"Given time zone: {zone} is invalid"


@group_rule(f"{API}/API_PutScheduledUpdateGroupAction.html", "PutScheduledUpdateGroupAction")
def scheduled_sizes_are_in_order(call):
    """The sizes that a schedule sets are in order: minimum, desired, maximum."""
    least, desired, most = call.get("MinSize"), call.get("DesiredCapacity"), call.get("MaxSize")
    sizes = [size for size in (least, desired, most) if size is not None]
    if sizes != sorted(sizes):
        yield f"Given min size: {least}, max size: {most}, desired capacity: {desired} are not in order"


@group_rule(f"{API}/API_NotificationConfiguration.html", "PutNotificationConfiguration")
def notification_types_are_known(call):
    """A notification is about a launch, a termination or the failure of one."""
    for kind in call.get("NotificationTypes"):
        if kind not in NOTIFICATIONS:
            yield f'"{kind}" is not a valid notification type.'


@group_rule(f"{API}/API_PutNotificationConfiguration.html", "PutNotificationConfiguration")
def notified_topics_exist(call):
    """The topic that is told exists: Auto Scaling sends it a test."""
    topic = call.get("TopicARN")
    if topic not in call.backend("sns").topics:
        yield f"Unable to publish test message to notification target {topic}. Please check your target configuration."
