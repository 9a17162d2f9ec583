"""What ECS refuses of capacity providers and the strategies that use them."""

import re

from .ecs_services import API, cluster_of
from .rule import rule

FARGATE = ("FARGATE", "FARGATE_SPOT")
NAME = re.compile(r"(?!aws|ecs|fargate)[A-Za-z0-9_-]{1,255}", re.IGNORECASE)
PROTECTION = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html"


def invalid_parameter(*operations, source):
    return rule("ecs", *operations, code="InvalidParameterException", source=source)


def strategy_of(call):
    return call.get("capacityProviderStrategy") or call.get("defaultCapacityProviderStrategy") or []


def group_of(call, arn):
    """The Auto Scaling group of an ARN; None if there is none."""
    groups = call.backend("autoscaling").autoscaling_groups
    return next((group for group in groups.values() if group.arn == arn), None)


STRATEGISTS = ("CreateService", "UpdateService", "RunTask", "PutClusterCapacityProviders")


@invalid_parameter("CreateService", "RunTask", source=f"{API}/API_CreateService.html")
def launch_type_or_strategy(call):
    """A service has a launch type or a capacity provider strategy."""
    if call.get("launchType") and call.get("capacityProviderStrategy"):
        yield (
            "Specifying both a launch type and capacity provider strategy is not supported."
            " Remove one and try again."
        )


@invalid_parameter(
    "CreateService",
    "UpdateService",
    "RunTask",
    source="https://github.com/dask/dask-cloudprovider/issues/328",
)
def strategies_use_providers_of_the_cluster(call):
    """The providers of a strategy are associated with the cluster."""
    cluster = cluster_of(call)
    known = cluster.capacity_providers or [] if cluster else []
    for item in strategy_of(call):
        if cluster and item["capacityProvider"] not in known:
            yield (
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated with"
                " the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider"
                " and try again."
            )


@invalid_parameter(
    "PutClusterCapacityProviders", source=f"{API}/API_PutClusterCapacityProviders.html"
)
def default_strategies_use_providers_of_the_cluster(call):
    """The providers of a cluster's default strategy are among those that are associated with it."""
    for item in strategy_of(call):
        if item["capacityProvider"] not in call.get("capacityProviders", []):
            yield (
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated with"
                " the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider"
                " and try again."
            )


@invalid_parameter(*STRATEGISTS, source=f"{API}/API_CapacityProviderStrategyItem.html")
def one_provider_has_a_weight(call):
    """Of several providers in a strategy one at least has a weight above 0."""
    strategy = strategy_of(call)
    if len(strategy) > 1 and not any(item.get("weight") for item in strategy):
        yield "The specified capacity provider strategy must contain a capacity provider with a weight above 0."


@invalid_parameter(*STRATEGISTS, source=f"{API}/API_CapacityProviderStrategyItem.html")
def one_provider_has_a_base(call):
    """One provider of a strategy at most has a base."""
    if sum(1 for item in strategy_of(call) if item.get("base")) > 1:
        yield "Only one capacity provider in a capacity provider strategy can have a base defined."


@invalid_parameter(
    *STRATEGISTS,
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-launch-type-comparison.html",
)
def strategies_do_not_mix_fargate_and_groups(call):
    """A strategy uses either Fargate or Auto Scaling groups."""
    kinds = {item["capacityProvider"] in FARGATE for item in strategy_of(call)}
    if len(kinds) > 1:
        yield "The specified capacity provider strategy cannot mix Fargate and Auto Scaling group capacity providers."


@invalid_parameter(
    "PutClusterCapacityProviders",
    source="https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/53",
)
def associated_providers_exist(call):
    """What is associated with a cluster is a capacity provider."""
    for name in call.get("capacityProviders", []):
        if name not in FARGATE and call.backend("ecs")._get_provider(name) is None:
            yield "The specified capacity provider was not found. Specify a valid capacity provider and try again."


@rule(
    "ecs",
    "PutClusterCapacityProviders",
    code="ResourceInUseException",
    source=f"{API}/API_PutClusterCapacityProviders.html",
)
def used_providers_stay_associated(call):
    """A provider that a service of the cluster uses stays associated with it."""
    cluster = cluster_of(call)
    for service in call.backend("ecs").services.values():
        if cluster and service.cluster_name == cluster.name and service.status == "ACTIVE":
            for item in getattr(service, "capacity_provider_strategy", None) or []:
                if item["capacityProvider"] not in call.get("capacityProviders", []):
                    yield "The specified capacity provider is in use and cannot be removed."


@rule(
    "ecs",
    "CreateCapacityProvider",
    code="InvalidParameterException",
    source=f"{API}/API_CreateCapacityProvider.html",
)
def provider_names_are_allowed(call):
    """A provider's name has up to 255 letters, digits, underscores and hyphens and does not begin
    with aws, ecs or fargate.
    """
    if not NAME.fullmatch(call.get("name")):
        yield (
            "The specified capacity provider name is not valid. Up to 255 characters are allowed, including letters"
            " (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with"
            ' "aws", "ecs", or "fargate". Specify a valid name and try again.'
        )


@invalid_parameter("CreateCapacityProvider", source=f"{API}/API_AutoScalingGroupProvider.html")
def provider_groups_exist(call):
    """A capacity provider's Auto Scaling group exists."""
    arn = call.get("autoScalingGroupProvider", {}).get("autoScalingGroupArn")
    if arn and group_of(call, arn) is None:
        yield "The specified Auto Scaling group ARN is not valid. Specify a valid Auto Scaling group ARN and try again."


@invalid_parameter("CreateCapacityProvider", source=f"{API}/API_AutoScalingGroupProvider.html")
def groups_have_one_provider(call):
    """An Auto Scaling group belongs to one capacity provider."""
    arn = call.get("autoScalingGroupProvider", {}).get("autoScalingGroupArn")
    for provider in call.backend("ecs").capacity_providers.values():
        if (
            provider.name != call.get("name")
            and arn == provider.auto_scaling_group_provider["autoScalingGroupArn"]
        ):
            yield (
                "The specified Auto Scaling group ARN is already being used by another capacity provider."
                " Specify a unique Auto Scaling group ARN and try again."
            )


@invalid_parameter("CreateCapacityProvider", "UpdateCapacityProvider", source=PROTECTION)
def managed_termination_protection_needs_managed_scaling(call):
    """Managed termination protection needs managed scaling."""
    provider = call.get("autoScalingGroupProvider", {})
    protected = provider.get("managedTerminationProtection") == "ENABLED"
    if protected and provider.get("managedScaling", {}).get("status") != "ENABLED":
        yield (
            "The managed termination protection setting for the capacity provider is invalid."
            " To enable managed termination protection for a capacity provider, you must enable managed scaling."
        )


@invalid_parameter("CreateCapacityProvider", source=PROTECTION)
def managed_termination_protection_needs_protected_instances(call):
    """Managed termination protection needs a group that protects new instances from scaling in."""
    provider = call.get("autoScalingGroupProvider", {})
    group = group_of(call, provider.get("autoScalingGroupArn"))
    if (
        provider.get("managedTerminationProtection") == "ENABLED"
        and group
        and not group.new_instances_protected_from_scale_in
    ):
        yield (
            "The managed termination protection setting for the capacity provider is invalid."
            " To enable managed termination protection for a capacity provider,"
            " the Auto Scaling group must have instance protection from scale in enabled."
        )
