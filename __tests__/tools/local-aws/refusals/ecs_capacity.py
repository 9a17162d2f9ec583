"""What ECS refuses of capacity providers and of the strategies that use them."""

from case import case
from ecs_services import created_service, refused_service, service
from situations import capacity_provider, cluster, group, group_arn


@refused_service(
    "launch-type-or-strategy",
    "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
)
def _(aws):
    strategy = [{"capacityProvider": cluster_with_provider(aws), "weight": 1}]
    return created_service(
        aws,
        {"capacityProviderStrategy": strategy},
        {"capacityProviderStrategy": strategy, "launchType": "EC2"},
    )


def cluster_with_provider(aws):
    name = capacity_provider(aws)
    cluster(aws, name)
    return name


NOT_ASSOCIATED = (
    "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster."
    " Associate the capacity provider with the cluster or specify a valid capacity provider and try again."
)


@refused_service("strategies-use-providers-of-the-cluster", NOT_ASSOCIATED)
def _(aws):
    known = cluster_with_provider(aws)
    return created_service(
        aws,
        {"capacityProviderStrategy": [{"capacityProvider": known, "weight": 1}]},
        {
            "capacityProviderStrategy": [
                {"capacityProvider": capacity_provider(aws, "other"), "weight": 1}
            ]
        },
    )


def associate(aws, *providers, strategy=()):
    return {
        "cluster": "cluster",
        "capacityProviders": list(providers),
        "defaultCapacityProviderStrategy": list(strategy),
    }


@refused_service("default-strategies-use-providers-of-the-cluster", NOT_ASSOCIATED)
def _(aws):
    known = cluster_with_provider(aws)
    strategy = [{"capacityProvider": known, "weight": 1}]
    aws.call("ecs", "PutClusterCapacityProviders", **associate(aws, known, strategy=strategy))
    return aws.error("ecs", "PutClusterCapacityProviders", **associate(aws, strategy=strategy))


def two_providers(aws, first, second):
    return [{"capacityProvider": "provider", **first}, {"capacityProvider": "other", **second}]


def cluster_with_two_providers(aws):
    cluster(aws, capacity_provider(aws), capacity_provider(aws, "other"))


@refused_service(
    "one-provider-has-a-weight",
    "The specified capacity provider strategy must contain a capacity provider with a weight above 0.",
)
def _(aws):
    cluster_with_two_providers(aws)
    return created_service(
        aws,
        {"capacityProviderStrategy": two_providers(aws, {"weight": 1}, {"weight": 0})},
        {"capacityProviderStrategy": two_providers(aws, {"weight": 0}, {"weight": 0})},
    )


@refused_service(
    "one-provider-has-a-base",
    "Only one capacity provider in a capacity provider strategy can have a base defined.",
)
def _(aws):
    cluster_with_two_providers(aws)
    return created_service(
        aws,
        {
            "capacityProviderStrategy": two_providers(
                aws, {"weight": 1, "base": 1}, {"weight": 1, "base": 0}
            )
        },
        {
            "capacityProviderStrategy": two_providers(
                aws, {"weight": 1, "base": 1}, {"weight": 1, "base": 1}
            )
        },
    )


@refused_service(
    "strategies-do-not-mix-fargate-and-groups",
    "The specified capacity provider strategy cannot mix Fargate and Auto Scaling group capacity providers.",
)
def _(aws):
    cluster(aws, capacity_provider(aws), "FARGATE")
    strategy = [
        {"capacityProvider": "provider", "weight": 1},
        {"capacityProvider": "FARGATE", "weight": 1},
    ]
    return created_service(
        aws, {"capacityProviderStrategy": strategy[:1]}, {"capacityProviderStrategy": strategy}
    )


@refused_service(
    "associated-providers-exist",
    "The specified capacity provider was not found. Specify a valid capacity provider and try again.",
)
def _(aws):
    known = cluster_with_provider(aws)
    aws.call("ecs", "PutClusterCapacityProviders", **associate(aws, known, "FARGATE"))
    return aws.error("ecs", "PutClusterCapacityProviders", **associate(aws, known, "other"))


@case(
    "ecs-used-providers-stay-associated",
    "ResourceInUseException: The specified capacity provider is in use and cannot be removed.",
)
def _(aws):
    cluster_with_two_providers(aws)
    strategy = [{"capacityProvider": "provider", "weight": 1}]
    aws.call("ecs", "CreateService", **service(aws, capacityProviderStrategy=strategy))
    aws.call("ecs", "PutClusterCapacityProviders", **associate(aws, "provider"))
    return aws.error("ecs", "PutClusterCapacityProviders", **associate(aws))


@refused_service(
    "provider-names-are-allowed",
    "The specified capacity provider name is not valid. Up to 255 characters are allowed, including letters (upper and"
    ' lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate".'
    " Specify a valid name and try again.",
)
def _(aws):
    capacity_provider(aws, "my-ecs_1")
    provider = {"autoScalingGroupArn": group_arn(aws, group(aws))}
    return aws.error(
        "ecs", "CreateCapacityProvider", name="ecs-1", autoScalingGroupProvider=provider
    )


@refused_service(
    "provider-groups-exist",
    "The specified Auto Scaling group ARN is not valid. Specify a valid Auto Scaling group ARN and try again.",
)
def _(aws):
    capacity_provider(aws)
    provider = {"autoScalingGroupArn": group_arn(aws, group(aws)) + "0"}
    return aws.error(
        "ecs", "CreateCapacityProvider", name="other", autoScalingGroupProvider=provider
    )


@refused_service(
    "groups-have-one-provider",
    "The specified Auto Scaling group ARN is already being used by another capacity provider."
    " Specify a unique Auto Scaling group ARN and try again.",
)
def _(aws):
    provider = {"autoScalingGroupArn": group_arn(aws, group(aws))}
    aws.call("ecs", "CreateCapacityProvider", name="provider", autoScalingGroupProvider=provider)
    return aws.error(
        "ecs", "CreateCapacityProvider", name="other", autoScalingGroupProvider=provider
    )


def protected(aws, scaling="ENABLED", **settings):
    return {
        "autoScalingGroupArn": group_arn(aws, group(aws, **settings)),
        "managedTerminationProtection": "ENABLED",
        "managedScaling": {"status": scaling},
    }


@refused_service(
    "managed-termination-protection-needs-managed-scaling",
    "The managed termination protection setting for the capacity provider is invalid."
    " To enable managed termination protection for a capacity provider, you must enable managed scaling.",
)
def _(aws):
    right, wrong = (
        protected(aws, scaling, NewInstancesProtectedFromScaleIn=True)
        for scaling in ("ENABLED", "DISABLED")
    )
    aws.call("ecs", "CreateCapacityProvider", name="provider", autoScalingGroupProvider=right)
    return aws.error("ecs", "CreateCapacityProvider", name="other", autoScalingGroupProvider=wrong)


@refused_service(
    "managed-termination-protection-needs-protected-instances",
    "The managed termination protection setting for the capacity provider is invalid."
    " To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance"
    " protection from scale in enabled.",
)
def _(aws):
    right, wrong = (protected(aws, NewInstancesProtectedFromScaleIn=each) for each in (True, False))
    aws.call("ecs", "CreateCapacityProvider", name="provider", autoScalingGroupProvider=right)
    return aws.error("ecs", "CreateCapacityProvider", name="other", autoScalingGroupProvider=wrong)
