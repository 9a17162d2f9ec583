"""What CreateService and UpdateService refuse."""

import re

from moto.ecs.exceptions import TaskDefinitionNotFoundException

from .rule import rule

API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference"
NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")


def service_rule(*operations, source, code="InvalidParameterException"):
    return rule("ecs", *operations, code=code, source=source)


def cluster_of(call):
    """The cluster of a call; None if there is none, which moto says."""
    return call.backend("ecs").clusters.get(call.get("cluster", "default").rpartition("/")[2])


def service_of(call):
    """The service that a call is about; None if there is none."""
    cluster = cluster_of(call)
    name = call.get("serviceName") or call.get("service", "")
    return cluster and call.backend("ecs").services.get(f"{cluster.name}:{name.rpartition('/')[2]}")


def task_definition_of(call):
    """The task definition that the service is to run; None if there is none."""
    service = service_of(call) if call.operation == "UpdateService" else None
    name = call.get("taskDefinition") or (service and service.task_definition)
    try:
        return name and call.backend("ecs").describe_task_definition(name)
    except TaskDefinitionNotFoundException:
        return None


@service_rule("CreateService", source=f"{API}/API_CreateService.html")
def service_names_have_allowed_characters(call):
    """A service's name has up to 255 letters, digits, underscores and hyphens."""
    if not NAME.fullmatch(call.get("serviceName")):
        yield "Invalid service name. Service names can contain letters, numbers, underscores and hyphens."


@service_rule(
    "CreateService", source="https://github.com/hashicorp/terraform-provider-aws/issues/2283"
)
def services_are_created_once(call):
    """A cluster has one active service of a name."""
    service = service_of(call)
    if service is not None and service.status == "ACTIVE":
        yield "Creation of service was not idempotent."


@service_rule(
    "CreateService",
    "UpdateService",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/3495",
)
def target_groups_are_used_by_a_listener(call):
    """A service's target group belongs to a load balancer: a listener or one of its rules forwards
    to it.
    """
    known = call.backend("elbv2").target_groups
    for balancer in call.get("loadBalancers", []):
        arn = balancer.get("targetGroupArn")
        if arn in known and not call.backend("elbv2")._any_listener_using(arn):
            yield f"The target group with targetGroupArn {arn} does not have an associated load balancer."


@service_rule("CreateService", "UpdateService", source=f"{API}/API_LoadBalancer.html")
def target_groups_exist(call):
    """A service's target group exists."""
    for balancer in call.get("loadBalancers", []):
        arn = balancer.get("targetGroupArn")
        if arn and arn not in call.backend("elbv2").target_groups:
            yield "Unable to find target group: One or more target groups not found"


@service_rule(
    "CreateService", "UpdateService", source="https://github.com/hashicorp/terraform/issues/2888"
)
def balanced_containers_exist(call):
    """A load balancer's container and its port are in the task definition."""
    definition = task_definition_of(call)
    if definition is None:
        return
    containers = {each["name"]: each for each in definition.container_definitions}
    for balancer in call.get("loadBalancers", []):
        name, port = balancer.get("containerName"), balancer.get("containerPort")
        if name not in containers:
            yield f"The container {name} does not exist in the task definition."
        elif port not in [
            mapping.get("containerPort") for mapping in containers[name].get("portMappings", [])
        ]:
            yield f"The container {name} did not have a container port {port} defined."


@service_rule("CreateService", source=f"{API}/API_CreateService.html")
def grace_periods_need_a_load_balancer(call):
    """A health check grace period is for services with a load balancer."""
    if call.get("healthCheckGracePeriodSeconds") and not call.get("loadBalancers"):
        yield "Health check grace period is only valid for services configured to use load balancers"


@service_rule("CreateService", "RunTask", source=f"{API}/API_CreateService.html")
def awsvpc_tasks_need_a_network_configuration(call):
    """Tasks in awsvpc mode need to be told their subnets."""
    definition = task_definition_of(call)
    if (
        definition is not None
        and definition.network_mode == "awsvpc"
        and not call.get("networkConfiguration")
    ):
        yield "Network Configuration must be provided when networkMode 'awsvpc' is specified."


@service_rule("CreateService", "RunTask", source="https://github.com/boltops-tools/ufo/pull/112")
def other_tasks_have_no_network_configuration(call):
    """Only tasks in awsvpc mode have a network configuration."""
    definition = task_definition_of(call)
    if (
        definition is not None
        and definition.network_mode != "awsvpc"
        and call.get("networkConfiguration")
    ):
        yield "Network Configuration is not valid for the given networkMode of this task definition."


@service_rule("CreateService", source=f"{API}/API_CreateService.html")
def daemons_have_no_desired_count(call):
    """A daemon runs one task on each instance, not a number of them."""
    if call.get("schedulingStrategy") == "DAEMON" and "desiredCount" in call.parameters:
        yield (
            "The daemon scheduling strategy does not support a desired count for service."
            " Remove the desired count value and try again."
        )


@service_rule("CreateService", "UpdateService", source=f"{API}/API_DeploymentConfiguration.html")
def deployments_can_move(call):
    """A deployment may stop a task before it starts one, or start one before it stops one."""
    configuration = call.get("deploymentConfiguration", {})
    if (
        configuration.get("maximumPercent") == 100
        and configuration.get("minimumHealthyPercent") == 100
    ):
        yield "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments."


@service_rule("CreateService", "UpdateService", source=f"{API}/API_CreateService.html")
def desired_counts_are_not_negative(call):
    """A service wants no less than no task."""
    if call.get("desiredCount", 0) < 0:
        yield "desiredCount must be greater than or equal to 0."
