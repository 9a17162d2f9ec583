"""What RegisterTaskDefinition refuses."""

import re

from .rule import rule

API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference"
PARAMETERS = (
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html"
)
NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")
IMAGE = re.compile(r"[A-Za-z0-9_.:/@#-]{1,255}")


def task_definition_rule(source):
    return rule("ecs", "RegisterTaskDefinition", code="ClientException", source=source)


def containers(call):
    return call.get("containerDefinitions")


def names(call):
    return [container.get("name") for container in containers(call)]


def network_mode(call):
    return call.get("networkMode", "bridge")


@task_definition_rule(f"{API}/API_RegisterTaskDefinition.html")
def family_has_allowed_characters(call):
    """A family has up to 255 letters, digits, underscores and hyphens."""
    if not NAME.fullmatch(call.get("family")):
        yield "Family contains invalid characters."


@task_definition_rule(f"{API}/API_ContainerDefinition.html")
def container_names_have_allowed_characters(call):
    """A container's name has up to 255 letters, digits, underscores and hyphens."""
    for name in names(call):
        if name and not NAME.fullmatch(name):
            yield "Container.name contains invalid characters."


@task_definition_rule(f"{API}/API_ContainerDefinition.html")
def images_have_allowed_characters(call):
    """An image's name has up to 255 letters, digits, hyphens, underscores, colons, periods,
    slashes, at and number signs.
    """
    for container in containers(call):
        if container.get("image") and not IMAGE.fullmatch(container["image"]):
            yield "Container.image contains invalid characters."


@task_definition_rule("https://github.com/aws/amazon-ecs-cli/issues/184")
def ten_containers_at_most(call):
    """A task definition has ten containers at most."""
    if len(containers(call)) > 10:
        yield "Too many containers."


@task_definition_rule(PARAMETERS)
def container_names_are_unique(call):
    """No two containers of a task definition have the same name."""
    if len(set(names(call))) < len(names(call)):
        yield "Container names must be unique within a task definition."


@task_definition_rule(PARAMETERS)
def one_container_is_essential(call):
    """At least one container is essential; each is unless it says otherwise."""
    if not any(container.get("essential", True) for container in containers(call)):
        yield "At least one container in a task definition must be marked essential."


@task_definition_rule(PARAMETERS)
def soft_memory_limit_is_below_the_hard_one(call):
    """A container's memory is greater than its memoryReservation where both are said."""
    for container in containers(call):
        if container.get("memoryReservation", 0) > container.get("memory", float("inf")):
            yield (
                f"Invalid setting for container '{container['name']}'."
                " 'memory' must be greater than or equal to 'memoryReservation'."
            )


@task_definition_rule(f"{API}/API_ContainerDefinition.html")
def memory_is_at_least_six_mib(call):
    """A container has at least 6 MiB of memory, hard or soft."""
    for container in containers(call):
        for setting in ("memory", "memoryReservation"):
            if container.get(setting, 6) < 6:
                yield f"Invalid '{setting}' setting for container '{container['name']}'. Specify at least 6 MiB."


@task_definition_rule(PARAMETERS)
def containers_fit_into_the_task(call):
    """The hard memory limits of the containers are together no more than the task's memory."""
    task = call.get("memory", "")
    total = sum(container.get("memory", 0) for container in containers(call))
    if task.isdigit() and total > int(task):
        yield f"Invalid 'memory' setting. The containers' {total} MiB exceed the task's {task} MiB."


@task_definition_rule(f"{API}/API_ContainerDefinition.html")
def links_need_bridge_mode(call):
    """Links between containers work in bridge mode only."""
    if network_mode(call) != "bridge" and any(
        container.get("links") for container in containers(call)
    ):
        yield f"Links are not supported when networkMode={network_mode(call)}."


@task_definition_rule(f"{API}/API_ContainerDefinition.html")
def links_lead_to_containers(call):
    """A link names another container of the same task definition."""
    for container in containers(call):
        for link in container.get("links", []):
            target = link.partition(":")[0]
            if target not in names(call):
                yield f"Invalid 'links' setting for container '{container['name']}'. Unknown container: '{target}'."


@task_definition_rule(f"{API}/API_PortMapping.html")
def ports_are_the_same_without_bridge_mode(call):
    """In host and awsvpc mode a host port, if said, is the container's port."""
    mode = network_mode(call)
    for container in containers(call):
        for mapping in container.get("portMappings", []):
            if mode in ("host", "awsvpc") and mapping.get("hostPort", 0) not in (
                0,
                mapping.get("containerPort"),
            ):
                yield f"When networkMode={mode}, the host ports and container ports in port mappings must match."


@task_definition_rule(f"{API}/API_RegisterTaskDefinition.html")
def no_ports_without_a_network(call):
    """In network mode none there are no port mappings."""
    if network_mode(call) == "none" and any(
        container.get("portMappings") for container in containers(call)
    ):
        yield "Port mappings are not supported when networkMode=none."


@task_definition_rule(f"{API}/API_PortMapping.html")
def host_ports_are_unique(call):
    """A host port is mapped once for each protocol."""
    used = set()
    for container in containers(call):
        for mapping in container.get("portMappings", []):
            port = mapping.get("hostPort") or (
                mapping.get("containerPort") if network_mode(call) in ("host", "awsvpc") else 0
            )
            key = (port, mapping.get("protocol", "tcp"))
            if port and key in used:
                yield f"Invalid 'hostPort' setting for container '{container['name']}'. Port {port} is used already."
            used.add(key)


@task_definition_rule(f"{API}/API_PortMapping.html")
def ports_are_in_range(call):
    """Ports are between 0 and 65535, and a container's is not 0."""
    for container in containers(call):
        for mapping in container.get("portMappings", []):
            if "containerPort" not in mapping and "containerPortRange" not in mapping:
                yield f"Invalid 'containerPort' setting for container '{container['name']}'."
            if not 1 <= mapping.get("containerPort", 1) <= 65535:
                yield f"Invalid 'containerPort' setting for container '{container['name']}'."
            if not 0 <= mapping.get("hostPort", 0) <= 65535:
                yield f"Invalid 'hostPort' setting for container '{container['name']}'."


@task_definition_rule(
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html"
)
def secrets_need_an_execution_role(call):
    """The agent reads secrets with the task execution role."""
    if not call.get("executionRoleArn") and any(
        container.get("secrets") for container in containers(call)
    ):
        yield "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."


@task_definition_rule(f"{API}/API_LogConfiguration.html")
def awslogs_needs_its_group_and_region(call):
    """The log driver awslogs needs to know the log group and the region."""
    for container in containers(call):
        log = container.get("logConfiguration", {})
        if (
            log.get("logDriver") == "awslogs"
            and not {"awslogs-group", "awslogs-region"} <= log.get("options", {}).keys()
        ):
            yield "Log driver awslogs requires options: awslogs-region, awslogs-group"
