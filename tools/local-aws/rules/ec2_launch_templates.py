"""What EC2 refuses of launch templates."""

from .ec2_networks import API
from .rule import rule

DATA = ("CreateLaunchTemplate", "CreateLaunchTemplateVersion")
USER_DATA = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html"


def user_data(call):
    return call.get("LaunchTemplateData", {}).get("UserData")


@rule("ec2", *DATA, code="InvalidParameterValue", source=USER_DATA)
def user_data_is_16_kib_at_most(call):
    """User data has 16 KiB at most before it is encoded."""
    if len(user_data(call) or "") > 4 * -(-16384 // 3):
        yield "User data is limited to 16384 bytes"


@rule(
    "ec2", *DATA, code="InvalidParameterValue", source=f"{API}/API_RequestLaunchTemplateData.html"
)
def groups_are_on_interfaces_or_on_the_instance(call):
    """A template that describes network interfaces names security groups there and nowhere else."""
    data = call.get("LaunchTemplateData", {})
    if data.get("NetworkInterfaces") and (
        data.get("SecurityGroupIds") or data.get("SecurityGroups")
    ):
        yield "Network interfaces and an instance-level security groups may not be specified on the same request"
