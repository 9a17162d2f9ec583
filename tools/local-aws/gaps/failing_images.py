"""Images whose tag says how their containers fail: docs/local-aws.md describes them."""

from collections import namedtuple

from moto.core.utils import unix_time_millis, utcnow
from moto.ecs.models import Container, Task
from moto.logs.models import logs_backends

# prefix             of the image's tag
# stop_code, reason  why the task stopped, in which {image} and {check} are filled in; None if none
# was started
# exit_code          of the container; None if it never ran
# phase              what the circuit breaker says of such a deployment
# log                what the container writes before it ends, in which {image} is filled in
Failure = namedtuple("Failure", "prefix stop_code reason exit_code phase log")

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
FAILURES = [
    Failure(
        "broken",
        "EssentialContainerExited",
        "Essential container in task exited",
        1,
        "tasks failed to start.",
        ("Starting {image}", "Error: this image is broken"),
    ),
    Failure(
        "unhealthy",
        "ServiceSchedulerInitiated",
        "Task failed {check}",
        143,
        "tasks failed health checks.",
        ("Starting {image}", "Health check answered with 503"),
    ),
    Failure(
        "missing",
        "TaskFailedToStart",
        "CannotPullContainerError: failed to resolve ref {image}: not found",
        None,
        "tasks failed to start.",
        (),
    ),
    # No instance has place for it, which the circuit breaker counts too:
    # https://github.com/aws/containers-roadmap/issues/1273
    Failure("unplaced", None, None, None, "tasks failed to start.", ()),
]


def tag_of(image):
    return image.rpartition("/")[2].partition(":")[2]


def failing_container(task_definition):
    """The first container whose image fails, with how; None and None if all are well."""
    for container in task_definition.container_definitions:
        for failure in FAILURES:
            if tag_of(container["image"]).startswith(failure.prefix):
                return container, failure
    return None, None


def add_stopped_task(service, task_definition, started_by, backend):
    """Adds the task that a deployment has started and that has failed."""
    definition, failure = failing_container(task_definition)
    cluster = backend.clusters[service.cluster_name]
    group = f"service:{service.name}"
    network = service.deployments[0].get("networkConfiguration")
    task = Task(
        cluster,
        task_definition,
        None,
        None,
        backend,
        group,
        started_by=started_by,
        networking_configuration=network,
    )
    check = "container health checks"
    for balancer in service.load_balancers:
        if balancer.get("targetGroupArn"):
            check = f"ELB health checks in (target-group {balancer['targetGroupArn']})"
    task.desired_status = task.last_status = "STOPPED"
    task.stop_code = failure.stop_code
    task.stopped_reason = failure.reason.format(image=definition["image"], check=check)
    task.created_at = task.stopped_at = utcnow()
    task.containers = [stopped_container(task_definition, task, definition, failure)]
    backend.tasks.setdefault(cluster.name, {})[task.task_arn] = task
    write_log(task, definition, failure, backend)


def stopped_container(task_definition, task, definition, failure):
    container = Container(task_definition)
    container.task_arn = task.task_arn
    container.name, container.image = definition["name"], definition["image"]
    container.last_status = "STOPPED"
    container.exitCode = failure.exit_code
    if failure.exit_code is None:
        container.reason = task.stopped_reason
    return container


def write_log(task, definition, failure, backend):
    """Puts what the container has written where its log driver sends it."""
    options = definition.get("logConfiguration", {}).get("options", {})
    group, prefix = options.get("awslogs-group"), options.get("awslogs-stream-prefix")
    logs = logs_backends[backend.account_id][options.get("awslogs-region", backend.region_name)]
    if not failure.log or not prefix or group not in logs.groups:
        return
    stream = f"{prefix}/{definition['name']}/{task.task_arn.rpartition('/')[2]}"
    logs.create_log_stream(group, stream)
    now = int(unix_time_millis(utcnow()))
    events = [
        {"timestamp": now + number, "message": line.format(image=definition["image"])}
        for number, line in enumerate(failure.log)
    ]
    logs.put_log_events(group, stream, events)
