"""What Amazon EC2 Auto Scaling refuses."""

from moto.ec2.exceptions import EC2ClientError

from .ec2_networks import subnet_of
from .rule import rule

API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference"
GROUPS = ("CreateAutoScalingGroup", "UpdateAutoScalingGroup")
POLICIES = (
    "AllocationStrategy",
    "ClosestToNextInstanceHour",
    "Default",
    "NewestInstance",
    "OldestInstance",
    "OldestLaunchConfiguration",
    "OldestLaunchTemplate",
)


def group_rule(source, *operations):
    return rule("autoscaling", *(operations or GROUPS), code="ValidationError", source=source)


def group_of(call):
    """The group that a call is about; None if there is none yet."""
    return call.backend("autoscaling").autoscaling_groups.get(call.get("AutoScalingGroupName"))


def setting(call, name, attribute):
    """What a group's setting will be after the call."""
    group = group_of(call)
    return call.get(name, getattr(group, attribute) if group else None)


@rule(
    "autoscaling",
    "CreateAutoScalingGroup",
    code="AlreadyExists",
    source=f"{API}/API_CreateAutoScalingGroup.html",
)
def group_names_are_unique(call):
    """Two groups of a region have different names."""
    if group_of(call):
        name = call.get("AutoScalingGroupName")
        yield (
            "AutoScalingGroup by this name already exists -"
            f" A group with the name {name} already exists"
        )


@group_rule(f"{API}/API_CreateAutoScalingGroup.html")
def group_sizes_are_in_order(call):
    """A group's maximum is not below its minimum."""
    least, most = setting(call, "MinSize", "min_size"), setting(call, "MaxSize", "max_size")
    if least is not None and most is not None and most < least:
        yield f"Max bound, {most}, must be greater than or equal to min bound, {least}"


@group_rule(f"{API}/API_CreateAutoScalingGroup.html")
def desired_capacity_is_within_the_sizes(call):
    """A group's desired capacity, if said, is between its minimum and its maximum."""
    least, most = setting(call, "MinSize", "min_size"), setting(call, "MaxSize", "max_size")
    desired = call.get("DesiredCapacity")
    if None not in (desired, least, most) and not least <= desired <= most:
        yield f"Desired capacity:{desired} must be between the specified min size:{least} and max size:{most}"


@group_rule("https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html")
def instance_lifetimes_are_allowed(call):
    """An instance lives for 1 to 365 days at most, or 0 for as long as it likes."""
    lifetime = call.get("MaxInstanceLifetime", 0)
    if lifetime != 0 and not 86400 <= lifetime <= 31536000:
        yield f"Max instance lifetime {lifetime} is not valid: it must be 0 or between 86400 and 31536000 seconds"


@group_rule(f"{API}/API_CreateAutoScalingGroup.html")
def termination_policies_are_known(call):
    """A termination policy is one of AWS's or a Lambda function's ARN."""
    for policy in call.get("TerminationPolicies", []):
        if policy not in POLICIES and ":lambda:" not in policy:
            yield f"Invalid termination policies: [{policy}]"


@group_rule(f"{API}/API_CreateAutoScalingGroup.html")
def health_check_types_are_known(call):
    """Health check types are EC2, EBS, ELB and VPC_LATTICE, with commas between them."""
    for kind in call.get("HealthCheckType", "EC2").split(","):
        if kind.strip() not in ("EC2", "EBS", "ELB", "VPC_LATTICE"):
            yield f"Invalid Health Check Type {kind}"


@group_rule(f"{API}/API_CreateAutoScalingGroup.html")
def group_subnets_exist(call):
    """A group's subnets exist."""
    for subnet in filter(None, call.get("VPCZoneIdentifier", "").split(",")):
        if subnet_of(call, subnet.strip()) is None:
            yield f"The subnet ID '{subnet}' does not exist"


@group_rule(
    f"{API}/API_CreateAutoScalingGroup.html",
    "CreateAutoScalingGroup",
    "AttachLoadBalancerTargetGroups",
)
def group_target_groups_exist(call):
    """The target groups to which a group adds its instances exist."""
    for arn in call.get("TargetGroupARNs", []):
        if arn not in call.backend("elbv2").target_groups:
            yield "Provided Target Groups may not be valid. Please ensure they exist and try again."


def template_specification(call):
    mixed = (
        call.get("MixedInstancesPolicy", {})
        .get("LaunchTemplate", {})
        .get("LaunchTemplateSpecification")
    )
    return call.get("LaunchTemplate") or mixed


def template_data(call):
    """What the call's launch template says; empty if there is none, which moto says."""
    specification = template_specification(call)
    backend = call.backend("ec2")
    try:
        template = (
            backend.get_launch_template(specification["LaunchTemplateId"])
            if specification and "LaunchTemplateId" in specification
            else backend.get_launch_template_by_name(specification["LaunchTemplateName"])
            if specification
            else None
        )
        return (
            template.get_version(specification.get("Version", "$Default")).data if template else {}
        )
    except EC2ClientError:
        return {}


FULLY_FORMED = "You must use a valid fully-formed launch template."


@group_rule("https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-launch-template.html")
def template_versions_exist(call):
    """The version of the launch template exists."""
    specification = template_specification(call)
    backend = call.backend("ec2")
    template = specification and backend.launch_templates.get(specification.get("LaunchTemplateId"))
    version = specification.get("Version", "$Default") if specification else "$Default"
    if (
        template
        and version not in ("$Default", "$Latest")
        and version not in {str(each.number) for each in template.versions}
    ):
        yield (
            f"{FULLY_FORMED} Could not find launch template version {version}"
            f" for launch template {template.id}"
        )


@group_rule("https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-launch-template.html")
def template_instance_profiles_exist(call):
    """The instance profile of the launch template exists."""
    profile = template_data(call).get("IamInstanceProfile", {})
    known = call.backend("iam").instance_profiles.values()
    if profile.get("Name") and profile["Name"] not in [each.name for each in known]:
        yield (
            f"{FULLY_FORMED} Value ({profile['Name']}) for parameter iamInstanceProfile.name is invalid."
            " Invalid IAM Instance Profile name"
        )
    if profile.get("Arn") and profile["Arn"] not in [each.arn for each in known]:
        yield (
            f"{FULLY_FORMED} Value ({profile['Arn']}) for parameter iamInstanceProfile.arn is invalid."
            " Invalid IAM Instance Profile ARN"
        )


@group_rule("https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-launch-template.html")
def template_security_groups_exist(call):
    """The security groups of the launch template exist."""
    data = template_data(call)
    groups = [
        group
        for interface in data.get("NetworkInterfaces", [])
        for group in interface.get("Groups", [])
    ]
    for group in groups + data.get("SecurityGroupIds", []):
        if call.backend("ec2").get_security_group_from_id(group) is None:
            yield f"{FULLY_FORMED} The security group '{group}' does not exist"


@rule(
    "autoscaling",
    "DeleteAutoScalingGroup",
    code="ResourceInUse",
    source=f"{API}/API_DeleteAutoScalingGroup.html",
)
def groups_with_instances_stay(call):
    """A group with instances cannot be deleted without force."""
    group = group_of(call)
    if group and group.instance_states and not call.get("ForceDelete"):
        yield (
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s)"
            " still in the group."
        )
