"""What ECS refuses of services."""

from case import case
from situations import (
    balancer,
    cluster,
    container,
    forward,
    listener,
    security_group,
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
    return answer.replace(unused.partition("targetgroup/")[2], "<group>").replace(
        aws.account, "<account>"
    )


@refused_service(
    "target-groups-exist", "Unable to find target group: One or more target groups not found"
)
def _(aws):
    cluster(aws)
    used = used_target_group(aws)
    return created_service(
        aws,
        {"taskDefinition": web(aws), "loadBalancers": balanced(used)},
        {"taskDefinition": web(aws), "loadBalancers": balanced(used + "0")},
    )


@refused_service(
    "balanced-containers-exist", "The container app did not have a container port 81 defined."
)
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
    return {
        "awsvpcConfiguration": {
            "subnets": subnets(aws, network),
            "securityGroups": [security_group(aws, network)],
        }
    }


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


@refused_service(
    "desired-counts-are-not-negative", "desiredCount must be greater than or equal to 0."
)
def _(aws):
    cluster(aws)
    return created_service(aws, {"desiredCount": 0}, {"desiredCount": -1})
