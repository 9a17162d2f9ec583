"""What ECS refuses of services, clusters and capacity providers."""

from base64 import b64encode

from case import case
from situations import (
    balancer,
    capacity_provider,
    cluster,
    container,
    forward,
    group,
    group_arn,
    launch_template,
    listener,
    security_group,
    subnet,
    subnets,
    target_group,
    task_definition,
    vpc,
)


def service(aws, **settings):
    """The parameters of a service of the cluster."""
    settings.setdefault("taskDefinition", task_definition(aws))
    return {"cluster": "cluster", "serviceName": "app", "desiredCount": 1, **settings}


def created_service(aws, right, wrong):
    """Creates a service, and another one as it is refused; returns the answer to that."""
    aws.call("ecs", "CreateService", **service(aws, **{"serviceName": "right", **right}))
    return aws.error("ecs", "CreateService", **service(aws, **wrong))


def refused_service(rule, message):
    return case(f"ecs-{rule}", f"InvalidParameterException: {message}")


@refused_service(
    "service-names-have-allowed-characters",
    "Invalid service name. Service names can contain letters, numbers, underscores and hyphens.",
)
def _(aws):
    cluster(aws)
    return created_service(aws, {"serviceName": "My_app-1"}, {"serviceName": "my app"})


@refused_service("services-are-created-once", "Creation of service was not idempotent.")
def _(aws):
    cluster(aws)
    return created_service(aws, {"serviceName": "app"}, {"serviceName": "app"})


def balanced(arn, **settings):
    return [{"targetGroupArn": arn, "containerName": "app", "containerPort": 80, **settings}]


def web(aws):
    return task_definition(aws, container(portMappings=[{"containerPort": 80}]))


def used_target_group(aws):
    network = vpc(aws)
    used = target_group(aws, network)
    listener(aws, balancer(aws, network), forward(used))
    return used


@refused_service(
    "target-groups-are-used-by-a-listener",
    "The target group with targetGroupArn arn:aws:elasticloadbalancing:eu-west-1:<account>:targetgroup/<group>"
    " does not have an associated load balancer.",
)
def _(aws):
    cluster(aws)
    unused = target_group(aws, vpc(aws), Name="unused")
    answer = created_service(
        aws,
        {"taskDefinition": web(aws), "loadBalancers": balanced(used_target_group(aws))},
        {"taskDefinition": web(aws), "loadBalancers": balanced(unused)},
    )
    return answer.replace(unused.partition("targetgroup/")[2], "<group>").replace(aws.account, "<account>")


@refused_service("target-groups-exist", "Unable to find target group: One or more target groups not found")
def _(aws):
    cluster(aws)
    used = used_target_group(aws)
    return created_service(
        aws,
        {"taskDefinition": web(aws), "loadBalancers": balanced(used)},
        {"taskDefinition": web(aws), "loadBalancers": balanced(used + "0")},
    )


@refused_service("balanced-containers-exist", "The container app did not have a container port 81 defined.")
def _(aws):
    cluster(aws)
    used = used_target_group(aws)
    return created_service(
        aws,
        {"taskDefinition": web(aws), "loadBalancers": balanced(used)},
        {"taskDefinition": web(aws), "loadBalancers": balanced(used, containerPort=81)},
    )


@refused_service(
    "grace-periods-need-a-load-balancer",
    "Health check grace period is only valid for services configured to use load balancers",
)
def _(aws):
    cluster(aws)
    used = balanced(used_target_group(aws))
    return created_service(
        aws,
        {"taskDefinition": web(aws), "loadBalancers": used, "healthCheckGracePeriodSeconds": 30},
        {"healthCheckGracePeriodSeconds": 30},
    )


def network_configuration(aws):
    network = vpc(aws)
    return {"awsvpcConfiguration": {"subnets": subnets(aws, network), "securityGroups": [security_group(aws, network)]}}


@refused_service(
    "awsvpc-tasks-need-a-network-configuration",
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
)
def _(aws):
    cluster(aws)
    definition = task_definition(aws, networkMode="awsvpc")
    return created_service(
        aws,
        {"taskDefinition": definition, "networkConfiguration": network_configuration(aws)},
        {"taskDefinition": definition},
    )


@refused_service(
    "other-tasks-have-no-network-configuration",
    "Network Configuration is not valid for the given networkMode of this task definition.",
)
def _(aws):
    cluster(aws)
    return created_service(aws, {}, {"networkConfiguration": network_configuration(aws)})


@refused_service(
    "daemons-have-no-desired-count",
    "The daemon scheduling strategy does not support a desired count for service."
    " Remove the desired count value and try again.",
)
def _(aws):
    cluster(aws)
    return created_service(aws, {"schedulingStrategy": "REPLICA"}, {"schedulingStrategy": "DAEMON"})


@refused_service(
    "deployments-can-move",
    "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
)
def _(aws):
    cluster(aws)
    return created_service(
        aws,
        {"deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 50}},
        {"deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 100}},
    )


@refused_service("desired-counts-are-not-negative", "desiredCount must be greater than or equal to 0.")
def _(aws):
    cluster(aws)
    return created_service(aws, {"desiredCount": 0}, {"desiredCount": -1})


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
        {"capacityProviderStrategy": [{"capacityProvider": capacity_provider(aws, "other"), "weight": 1}]},
    )


def associate(aws, *providers, strategy=()):
    return {"cluster": "cluster", "capacityProviders": list(providers), "defaultCapacityProviderStrategy": list(strategy)}


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
        {"capacityProviderStrategy": two_providers(aws, {"weight": 1, "base": 1}, {"weight": 1, "base": 0})},
        {"capacityProviderStrategy": two_providers(aws, {"weight": 1, "base": 1}, {"weight": 1, "base": 1})},
    )


@refused_service(
    "strategies-do-not-mix-fargate-and-groups",
    "The specified capacity provider strategy cannot mix Fargate and Auto Scaling group capacity providers.",
)
def _(aws):
    cluster(aws, capacity_provider(aws), "FARGATE")
    strategy = [{"capacityProvider": "provider", "weight": 1}, {"capacityProvider": "FARGATE", "weight": 1}]
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
    " lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with \"aws\", \"ecs\", or \"fargate\"."
    " Specify a valid name and try again.",
)
def _(aws):
    capacity_provider(aws, "my-ecs_1")
    provider = {"autoScalingGroupArn": group_arn(aws, group(aws))}
    return aws.error("ecs", "CreateCapacityProvider", name="ecs-1", autoScalingGroupProvider=provider)


@refused_service(
    "provider-groups-exist",
    "The specified Auto Scaling group ARN is not valid. Specify a valid Auto Scaling group ARN and try again.",
)
def _(aws):
    capacity_provider(aws)
    provider = {"autoScalingGroupArn": group_arn(aws, group(aws)) + "0"}
    return aws.error("ecs", "CreateCapacityProvider", name="other", autoScalingGroupProvider=provider)


@refused_service(
    "groups-have-one-provider",
    "The specified Auto Scaling group ARN is already being used by another capacity provider."
    " Specify a unique Auto Scaling group ARN and try again.",
)
def _(aws):
    provider = {"autoScalingGroupArn": group_arn(aws, group(aws))}
    aws.call("ecs", "CreateCapacityProvider", name="provider", autoScalingGroupProvider=provider)
    return aws.error("ecs", "CreateCapacityProvider", name="other", autoScalingGroupProvider=provider)


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
    right, wrong = (protected(aws, scaling, NewInstancesProtectedFromScaleIn=True) for scaling in ("ENABLED", "DISABLED"))
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


@case(
    "ecs-associated-providers-stay",
    "ClientException: The capacity provider cannot be deleted because it is associated with cluster: cluster."
    " Remove the capacity provider from the cluster and try again.",
)
def _(aws):
    cluster(aws, capacity_provider(aws))
    aws.call("ecs", "DeleteCapacityProvider", capacityProvider=capacity_provider(aws, "other"))
    return aws.error("ecs", "DeleteCapacityProvider", capacityProvider="provider")


@case(
    "ecs-clusters-with-services-stay",
    "ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.",
)
def _(aws):
    cluster(aws)
    aws.call("ecs", "CreateCluster", clusterName="other")
    aws.call("ecs", "CreateService", **service(aws))
    aws.call("ecs", "DeleteCluster", cluster="other")
    return aws.error("ecs", "DeleteCluster", cluster="cluster")


@case(
    "ecs-clusters-with-instances-stay",
    "ClusterContainsContainerInstancesException: The Cluster cannot be deleted while Container Instances are active or"
    " draining.",
)
def _(aws):
    for name in ("cluster", "cluster2"):
        aws.call("ecs", "CreateCluster", clusterName=name)
    script = b64encode(b"#!/bin/bash\ncat >> /etc/ecs/ecs.config <<'END'\nECS_CLUSTER=cluster\nEND\n").decode()
    zone = subnet(aws, vpc(aws))
    group(aws, template=launch_template(aws, UserData=script), MinSize=1, VPCZoneIdentifier=zone)
    aws.call("ecs", "DeleteCluster", cluster="cluster2")
    return aws.error("ecs", "DeleteCluster", cluster="cluster")
