"""Gaps in what moto's EC2 Auto Scaling does around instances: hooks, notifications, refreshes."""

from uuid import uuid4

from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult

from .autoscaling import create_group, group_of
from .gap import ACCOUNT, REGION, Gap, after, client, is_unimplemented

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:probe"


class DroppedLifecycleHookTargets(Gap):
    id = "autoscaling-lifecycle-hook-targets"
    reason = (
        "A lifecycle hook reports a made-up role and queue instead of what was sent: every plan"
        " wants to set them again."
    )

    # request member: moto's attribute
    TARGETS = {
        "RoleARN": "role_arn",
        "NotificationTargetARN": "notification_target_arn",
        "NotificationMetadata": "notification_metadata",
    }

    def patch(self):
        def keep_targets(response, _result):
            hooks = response.autoscaling_backend.describe_lifecycle_hooks(
                response._get_param("AutoScalingGroupName"),
                [response._get_param("LifecycleHookName")],
            )
            for member, attribute in self.TARGETS.items():
                setattr(hooks[0], attribute, response._get_param(member))

        after(AutoScalingResponse, "put_lifecycle_hook", keep_targets)

    def probe(self):
        create_group()
        autoscaling = client("autoscaling")
        autoscaling.put_lifecycle_hook(
            AutoScalingGroupName="probe",
            LifecycleHookName="probe",
            LifecycleTransition="autoscaling:EC2_INSTANCE_TERMINATING",
            NotificationMetadata="probe",
        )
        answer = autoscaling.describe_lifecycle_hooks(AutoScalingGroupName="probe")
        hook = answer["LifecycleHooks"][0]
        return "RoleARN" in hook or hook.get("NotificationMetadata") != "probe"


def put_notification_configuration(response):
    topics = group_of(response).__dict__.setdefault("notification_topics", {})
    topics[response._get_param("TopicARN")] = response._get_param("NotificationTypes", [])
    return EmptyResult()


def describe_notification_configurations(response):
    names = response._get_param("AutoScalingGroupNames", [])
    groups = response.autoscaling_backend.describe_auto_scaling_groups(names)
    configurations = [
        {"AutoScalingGroupName": group.name, "TopicARN": topic, "NotificationType": kind}
        for group in groups
        for topic, kinds in getattr(group, "notification_topics", {}).items()
        for kind in kinds
    ]
    return ActionResult({"NotificationConfigurations": configurations})


def delete_notification_configuration(response):
    topics = getattr(group_of(response), "notification_topics", {})
    topics.pop(response._get_param("TopicARN"), None)
    return EmptyResult()


class Notifications(Gap):
    id = "autoscaling-notifications"
    reason = (
        "Notifications of groups are not implemented: the provider retries"
        " aws_autoscaling_notification for ten minutes and fails."
    )

    def patch(self):
        for action in (
            put_notification_configuration,
            describe_notification_configurations,
            delete_notification_configuration,
        ):
            setattr(AutoScalingResponse, action.__name__, action)

    def probe(self):
        create_group()
        return is_unimplemented(
            client("autoscaling").put_notification_configuration,
            AutoScalingGroupName="probe",
            TopicARN=TOPIC,
            NotificationTypes=["autoscaling:EC2_INSTANCE_LAUNCH"],
        )


def start_instance_refresh(response):
    group = group_of(response)
    refresh = {
        "InstanceRefreshId": str(uuid4()),
        "AutoScalingGroupName": group.name,
        "Status": "Successful",
        "PercentageComplete": 100,
    }
    group.__dict__.setdefault("instance_refreshes", []).append(refresh)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


def describe_instance_refreshes(response):
    refreshes = getattr(group_of(response), "instance_refreshes", [])
    return ActionResult({"InstanceRefreshes": refreshes})


class InstanceRefresh(Gap):
    id = "autoscaling-instance-refresh"
    reason = (
        "Instance refresh is not implemented: an update of a group with instance_refresh is"
        " retried for ten minutes and fails."
    )

    def patch(self):
        AutoScalingResponse.start_instance_refresh = start_instance_refresh
        AutoScalingResponse.describe_instance_refreshes = describe_instance_refreshes

    def probe(self):
        create_group()
        return is_unimplemented(
            client("autoscaling").start_instance_refresh, AutoScalingGroupName="probe"
        )


GAPS = [DroppedLifecycleHookTargets(), Notifications(), InstanceRefresh()]
