"""What RegisterTaskDefinition refuses of the order in which containers start."""

from .ecs_task_definitions import PARAMETERS, containers, names, task_definition_rule


def dependencies(call):
    """Each dependency with the container that has it."""
    for container in containers(call):
        for dependency in container.get("dependsOn", []):
            yield container["name"], dependency["containerName"], dependency["condition"]


@task_definition_rule("https://github.com/dagster-io/dagster/issues/6926")
def dependencies_are_containers(call):
    """A container depends on containers of the same task definition."""
    for _, other, _ in dependencies(call):
        if other not in names(call):
            yield f"Cannot depend on container + '{other}' because it does not exist"


@task_definition_rule("https://github.com/boto/boto3/issues/2436")
def finished_dependencies_are_not_essential(call):
    """A container whose end is waited for is not essential: its end would end the task."""
    essential = {
        container["name"] for container in containers(call) if container.get("essential", True)
    }
    for _, other, condition in dependencies(call):
        if condition in ("SUCCESS", "COMPLETE") and other in essential:
            yield "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"


@task_definition_rule(
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html"
)
def healthy_dependencies_have_a_health_check(call):
    """A container whose health is waited for has a health check in the task definition."""
    checked = {container["name"] for container in containers(call) if container.get("healthCheck")}
    for name, other, condition in dependencies(call):
        if condition == "HEALTHY" and other not in checked:
            yield f"Container '{name}' depends on the health of container '{other}', which has no health check."


@task_definition_rule(PARAMETERS)
def dependencies_have_no_circle(call):
    """No container waits for itself, not by way of others either."""
    waits_for = {}
    for name, other, _ in dependencies(call):
        waits_for.setdefault(name, set()).add(other)
    for name in waits_for:
        if name in reachable(name, waits_for):
            yield f"Container '{name}' has a circular dependency."


def reachable(name, edges):
    """All that can be come to from a name by one edge or more."""
    found, following = set(), [name]
    while following:
        new = edges.get(following.pop(), set()) - found
        found |= new
        following += new
    return found
