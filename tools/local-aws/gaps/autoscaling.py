"""Gaps in the groups of moto's EC2 Auto Scaling."""

import copy
import functools

from moto.autoscaling.models import FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import EmptyResult

from .gap import REGION, Gap, after, client


def group_of(response):
    """The group that a request names."""
    name = response._get_param("AutoScalingGroupName")
    return response.autoscaling_backend.autoscaling_groups[name]


PROBE_TEMPLATE = {"LaunchTemplateName": "probe"}


def create_group(**settings):
    """Creates the group `probe` with these settings and returns it as AWS describes it."""
    if "MixedInstancesPolicy" not in settings:
        settings["LaunchTemplate"] = PROBE_TEMPLATE
    template = {"ImageId": "ami-12345678", "InstanceType": "t3.micro"}
    client("ec2").create_launch_template(LaunchTemplateName="probe", LaunchTemplateData=template)
    autoscaling = client("autoscaling")
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="probe",
        MinSize=0,
        MaxSize=1,
        AvailabilityZones=[REGION + "a"],
        **settings,
    )
    return autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]


def is_unset(value):
    """Tells whether a group's setting, a number of seconds or percentages, means none."""
    numbers = value.values() if isinstance(value, dict) else [value]
    return all(number in (0, -1) for number in numbers)


class DroppedGroupSettings(Gap):
    id = "autoscaling-dropped-group-settings"
    reason = (
        "A group forgets its instances' maximum lifetime, default warm-up and maintenance policy:"
        " every plan wants to set them again."
    )

    # request member: moto's attribute
    SETTINGS = {
        "MaxInstanceLifetime": "max_instance_lifetime",
        "DefaultInstanceWarmup": "default_instance_warmup",
        "InstanceMaintenancePolicy": "instance_maintenance_policy",
    }

    def patch(self):
        def keep_settings(response, _result):
            for member, attribute in self.SETTINGS.items():
                value = response._get_param(member)
                if value is not None:
                    setattr(group_of(response), attribute, None if is_unset(value) else value)

        after(AutoScalingResponse, "create_auto_scaling_group", keep_settings)
        after(AutoScalingResponse, "update_auto_scaling_group", keep_settings)

    def probe(self):
        group = create_group(
            MaxInstanceLifetime=86400,
            DefaultInstanceWarmup=60,
            InstanceMaintenancePolicy={"MinHealthyPercentage": 90, "MaxHealthyPercentage": 110},
        )
        return any(member not in group for member in self.SETTINGS)


class IgnoredGroupUpdates(Gap):
    id = "autoscaling-ignored-group-updates"
    reason = (
        "A group ignores changes of its cooldown, termination policies and capacity rebalancing:"
        " every plan wants to make them."
    )

    # request member: moto's attribute
    SETTINGS = {
        "DefaultCooldown": "default_cooldown",
        "TerminationPolicies": "termination_policies",
        "CapacityRebalance": "capacity_rebalance",
    }

    def patch(self):
        def keep_settings(response, _result):
            for member, attribute in self.SETTINGS.items():
                value = response._get_param(member)
                if value is not None:
                    setattr(group_of(response), attribute, value)

        after(AutoScalingResponse, "update_auto_scaling_group", keep_settings)

    def probe(self):
        create_group()
        changes = {
            "DefaultCooldown": 60,
            "TerminationPolicies": ["OldestInstance"],
            "CapacityRebalance": True,
        }
        autoscaling = client("autoscaling")
        autoscaling.update_auto_scaling_group(AutoScalingGroupName="probe", **changes)
        group = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]
        return any(group.get(member) != value for member, value in changes.items())


class ForgottenMixedInstances(Gap):
    id = "autoscaling-forgotten-mixed-instances"
    reason = (
        "An update of a group that does not name its mixed instances policy takes it away, and the"
        " provider makes one after it has added a group's first lifecycle hooks: every plan wants to"
        " set the policy again."
    )

    def patch(self):
        update = FakeAutoScalingGroup.update

        @functools.wraps(update)
        def update_and_keep(group, *args, **kwargs):
            kept = group.mixed_instances_policy
            named = ("launch_template", "launch_config_name", "mixed_instances_policy")
            if kept is None or any(kwargs.get(name) for name in named):
                update(group, *args, **kwargs)
                return
            # moto fills in the name beside the id, and accepts only one of them.
            policy = copy.deepcopy(kept)
            policy["LaunchTemplate"]["LaunchTemplateSpecification"].pop("LaunchTemplateName", None)
            update(group, *args, **{**kwargs, "mixed_instances_policy": policy})
            group.mixed_instances_policy = kept

        FakeAutoScalingGroup.update = update_and_keep

    def probe(self):
        create_group(
            MixedInstancesPolicy={"LaunchTemplate": {"LaunchTemplateSpecification": PROBE_TEMPLATE}}
        )
        autoscaling = client("autoscaling")
        autoscaling.update_auto_scaling_group(AutoScalingGroupName="probe", MaxSize=2)
        group = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]
        return "MixedInstancesPolicy" not in group


def enable_metrics_collection(response):
    group = group_of(response)
    added = response._get_param("Metrics", [])
    group.metrics += [metric for metric in added if metric not in group.metrics]
    return EmptyResult()


def disable_metrics_collection(response):
    group = group_of(response)
    removed = response._get_param("Metrics", group.metrics)
    group.metrics = [metric for metric in group.metrics if metric not in removed]
    return EmptyResult()


class MetricsCollection(Gap):
    id = "autoscaling-metrics-collection"
    reason = (
        "Enabling one more metric of a group disables the others, and none can be disabled: every"
        " plan wants to enable them again."
    )

    def patch(self):
        AutoScalingResponse.enable_metrics_collection = enable_metrics_collection
        AutoScalingResponse.disable_metrics_collection = disable_metrics_collection

    def probe(self):
        create_group()
        autoscaling = client("autoscaling")
        for metric in ("GroupMinSize", "GroupMaxSize"):
            autoscaling.enable_metrics_collection(
                AutoScalingGroupName="probe", Granularity="1Minute", Metrics=[metric]
            )
        group = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]
        return len(group["EnabledMetrics"]) != 2


GAPS = [
    DroppedGroupSettings(),
    IgnoredGroupUpdates(),
    ForgottenMixedInstances(),
    MetricsCollection(),
]
