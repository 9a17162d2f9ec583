"""What Auto Scaling refuses of groups of instances."""

from case import case
from situations import (
    group,
    launch_template,
    security_group,
    subnet,
    target_group,
    topic,
    vpc,
)


def refused(rule, message):
    return case(f"autoscaling-{rule}", f"ValidationError: {message}")


def group_error(aws, template=None, version="$Latest", **settings):
    template = template or launch_template(aws)
    if "VPCZoneIdentifier" not in settings:
        settings["VPCZoneIdentifier"] = subnet(aws, vpc(aws))
    return aws.error(
        "autoscaling",
        "CreateAutoScalingGroup",
        AutoScalingGroupName="wrong",
        LaunchTemplate={"LaunchTemplateId": template, "Version": version},
        **{"MinSize": 0, "MaxSize": 2, **settings},
    )


@case(
    "autoscaling-group-names-are-unique",
    "AlreadyExists: AutoScalingGroup by this name already exists -"
    " A group with the name <name> already exists",
)
def _(aws):
    template, zone = launch_template(aws), subnet(aws, vpc(aws))
    name = group(aws, template=template, VPCZoneIdentifier=zone)
    answer = aws.error(
        "autoscaling",
        "CreateAutoScalingGroup",
        AutoScalingGroupName=name,
        LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"},
        VPCZoneIdentifier=zone,
        MinSize=0,
        MaxSize=2,
    )
    return answer.replace(name, "<name>")


@refused("group-sizes-are-in-order", "Max bound, 0, must be greater than or equal to min bound, 1")
def _(aws):
    group(aws, MinSize=0, MaxSize=0)
    return group_error(aws, MinSize=1, MaxSize=0)


@refused(
    "desired-capacity-is-within-the-sizes",
    "Desired capacity:3 must be between the specified min size:0 and max size:2",
)
def _(aws):
    name = group(aws, MaxSize=2)
    aws.call("autoscaling", "UpdateAutoScalingGroup", AutoScalingGroupName=name, DesiredCapacity=0)
    return aws.error(
        "autoscaling", "UpdateAutoScalingGroup", AutoScalingGroupName=name, DesiredCapacity=3
    )


@refused(
    "instance-lifetimes-are-allowed",
    "Max instance lifetime 86399 is not valid: it must be 0 or between 86400 and 31536000 seconds",
)
def _(aws):
    group(aws, MaxInstanceLifetime=86400)
    return group_error(aws, MaxInstanceLifetime=86399)


@refused("termination-policies-are-known", "Invalid termination policies: [Oldest]")
def _(aws):
    group(aws, TerminationPolicies=["OldestLaunchTemplate", "OldestInstance"])
    return group_error(aws, TerminationPolicies=["Oldest"])


@refused("health-check-types-are-known", "Invalid Health Check Type ALB")
def _(aws):
    group(aws, HealthCheckType="EC2,ELB")
    return group_error(aws, HealthCheckType="ALB")


@refused("group-subnets-exist", "The subnet ID 'subnet-00000000' does not exist")
def _(aws):
    return group_error(aws, VPCZoneIdentifier=f"{subnet(aws, vpc(aws))},subnet-00000000")


@refused(
    "group-target-groups-exist",
    "Provided Target Groups may not be valid. Please ensure they exist and try again.",
)
def _(aws):
    known = target_group(aws, vpc(aws))
    group(aws, TargetGroupARNs=[known])
    return group_error(aws, TargetGroupARNs=[known + "0"])


FULLY_FORMED = "You must use a valid fully-formed launch template."


@refused(
    "template-versions-exist",
    f"{FULLY_FORMED} Could not find launch template version 2 for launch template <template>",
)
def _(aws):
    template = launch_template(aws)
    return group_error(aws, template, version="2").replace(template, "<template>")


@refused(
    "template-instance-profiles-exist",
    f"{FULLY_FORMED} Value (other) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
)
def _(aws):
    aws.call("iam", "CreateInstanceProfile", InstanceProfileName="known")
    group(aws, template=launch_template(aws, IamInstanceProfile={"Name": "known"}))
    return group_error(aws, launch_template(aws, IamInstanceProfile={"Name": "other"}))


@refused(
    "template-security-groups-exist",
    f"{FULLY_FORMED} The security group 'sg-00000000' does not exist",
)
def _(aws):
    known = security_group(aws, vpc(aws))
    group(aws, template=launch_template(aws, SecurityGroupIds=[known]))
    return group_error(
        aws, launch_template(aws, NetworkInterfaces=[{"DeviceIndex": 0, "Groups": ["sg-00000000"]}])
    )


@case(
    "autoscaling-groups-with-instances-stay",
    "ResourceInUse: You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s)"
    " still in the group.",
)
def _(aws):
    aws.call("autoscaling", "DeleteAutoScalingGroup", AutoScalingGroupName=group(aws))
    return aws.error(
        "autoscaling", "DeleteAutoScalingGroup", AutoScalingGroupName=group(aws, MinSize=1)
    )


def schedule_error(aws, right, wrong):
    """Puts a schedule, and another one as it is refused; returns the answer to that."""
    action = {"AutoScalingGroupName": group(aws), "ScheduledActionName": "case", "MinSize": 0}
    aws.call("autoscaling", "PutScheduledUpdateGroupAction", **{**action, **right})
    return aws.error("autoscaling", "PutScheduledUpdateGroupAction", **{**action, **wrong})


@refused("recurrences-are-cron", "Given recurrence string: 0 25 * * * is invalid")
def _(aws):
    return schedule_error(
        aws, {"Recurrence": "*/15 8-18 * * MON-FRI"}, {"Recurrence": "0 25 * * *"}
    )


@refused("time-zones-are-known", "Given time zone: Europe/Utrecht is invalid")
def _(aws):
    right, wrong = (
        {"Recurrence": "0 8 * * *", "TimeZone": zone}
        for zone in ("Europe/Amsterdam", "Europe/Utrecht")
    )
    return schedule_error(aws, right, wrong)


@refused(
    "scheduled-sizes-are-in-order",
    "Given min size: 0, max size: 1, desired capacity: 2 are not in order",
)
def _(aws):
    return schedule_error(
        aws, {"MaxSize": 2, "DesiredCapacity": 2}, {"MaxSize": 1, "DesiredCapacity": 2}
    )


def notification_error(aws, right, wrong):
    """Puts a notification, and another one as it is refused; returns the answer to that."""
    settings = {
        "AutoScalingGroupName": group(aws),
        "NotificationTypes": ["autoscaling:EC2_INSTANCE_LAUNCH"],
        "TopicARN": topic(aws),
    }
    aws.call("autoscaling", "PutNotificationConfiguration", **{**settings, **right})
    return aws.error("autoscaling", "PutNotificationConfiguration", **{**settings, **wrong})


@refused("notification-types-are-known", '"autoscaling:LAUNCH" is not a valid notification type.')
def _(aws):
    return notification_error(
        aws,
        {"NotificationTypes": ["autoscaling:EC2_INSTANCE_TERMINATE_ERROR"]},
        {"NotificationTypes": ["autoscaling:LAUNCH"]},
    )


@refused(
    "notified-topics-exist",
    "Unable to publish test message to notification target arn:aws:sns:eu-west-1:123456789012:none."
    " Please check your target configuration.",
)
def _(aws):
    return notification_error(aws, {}, {"TopicARN": "arn:aws:sns:eu-west-1:123456789012:none"})
