"""Gaps in the deployments of moto's ECS services."""

import functools
import random

from moto.core.utils import utcnow
from moto.ecs.models import EC2ContainerServiceBackend

from .ecs import after_service_change, create_service, describe_service
from .failing_images import add_stopped_task, failing_container
from .gap import Gap, client

# ECS gives up after as many failed tasks; each time that a service is described, one more fails.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
THRESHOLD = 3
BREAKER = "ECS deployment circuit breaker:"
NO_PLACE = "was unable to place a task because no container instance met all of its requirements."


class Deployments(Gap):
    id = "ecs-deployments"
    reason = (
        "A service's deployments keep the first task definition and never fail: what becomes of a version that does not"
        " work cannot be tried."
    )

    def patch(self):
        after_service_change(deploy)
        advance_when_described()
        list_tasks_of_services()

    def probe(self):
        breaker = {"enable": True, "rollback": True}
        first = create_service(deploymentConfiguration={"deploymentCircuitBreaker": breaker})
        container = {"name": "app", "image": "app:broken", "memory": 128}
        client("ecs").register_task_definition(family="probe", containerDefinitions=[container])
        client("ecs").update_service(cluster="probe", service="probe", taskDefinition="probe:2")
        described = [describe_service()["taskDefinition"] for _ in range(THRESHOLD + 2)]
        return described[0] == described[-1] or described[-1] != first["taskDefinition"]


def deploy(service, parameters, backend):
    """Begins a deployment if the change of a service asks for one."""
    if service.deployment_controller["type"] != "ECS":
        return
    current = next((each for each in service.deployments if each["status"] == "PRIMARY"), None)
    is_new = "serviceName" in parameters
    if (
        not is_new
        and not parameters.get("forceNewDeployment")
        and current["taskDefinition"] == service.task_definition
    ):
        count_tasks(service)
        return
    completed = None if is_new else last_completed(service)
    definition = backend.describe_task_definition(service.task_definition)
    primary = new_deployment(service, current)
    if service.desired_count == 0 or failing_container(definition)[1] is None:
        complete(service, primary)
        return
    service.deployments = [primary]
    if completed is not None:
        service.deployments.append({**completed, "status": "ACTIVE"})
    count_tasks(service)


def last_completed(service):
    return next((each for each in service.deployments if each["rolloutState"] == "COMPLETED"), None)


def new_deployment(service, like):
    identifier = f"ecs-svc/{random.randrange(10**18, 10**19)}"
    return {
        **(like or {}),
        "id": identifier,
        "status": "PRIMARY",
        "taskDefinition": service.task_definition,
        "desiredCount": service.desired_count,
        "failedTasks": 0,
        "createdAt": utcnow(),
        "updatedAt": utcnow(),
        "rolloutState": "IN_PROGRESS",
        "rolloutStateReason": f"ECS deployment {identifier} in progress.",
    }


def complete(service, deployment):
    deployment["rolloutState"] = "COMPLETED"
    deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} completed."
    service.deployments = [deployment]
    count_tasks(service)
    add_event(service, "has reached a steady state.")


def count_tasks(service):
    """Only a deployment that is complete has tasks that run."""
    for deployment in service.deployments:
        runs = deployment["rolloutState"] == "COMPLETED"
        deployment["desiredCount"] = service.desired_count
        deployment["runningCount"] = service.desired_count if runs else 0
        deployment["pendingCount"] = 0
    service.running_count = sum(each["runningCount"] for each in service.deployments)
    service.pending_count = 0


def add_event(service, message):
    event = {
        "id": f"event-{len(service.events) + 1}",
        "createdAt": utcnow(),
        "message": f"(service {service.name}) {message}",
    }
    # The newest first.
    service.events = [event, *service.events]


def advance_when_described():
    describe_services = EC2ContainerServiceBackend.describe_services

    @functools.wraps(describe_services)
    def described(backend, *args, **kwargs):
        services, failures = describe_services(backend, *args, **kwargs)
        for service in services:
            advance(service, backend)
        return services, failures

    EC2ContainerServiceBackend.describe_services = described


def advance(service, backend):
    """Goes one step on with a deployment that fails or is being rolled back."""
    primary = next((each for each in service.deployments if each["status"] == "PRIMARY"), None)
    if service.status != "ACTIVE" or primary is None or primary["rolloutState"] != "IN_PROGRESS":
        return
    definition = backend.describe_task_definition(primary["taskDefinition"])
    failure = failing_container(definition)[1]
    breaker = (getattr(service, "deployment_configuration", None) or {}).get(
        "deploymentCircuitBreaker", {}
    )
    if failure is None:
        complete(service, primary)
    elif primary["failedTasks"] < THRESHOLD:
        primary["failedTasks"] += 1
        if failure.stop_code is None:
            add_event(service, NO_PLACE)
        else:
            add_stopped_task(service, definition, primary["id"], backend)
    elif breaker.get("enable"):
        fail(service, primary, failure, rollback=breaker.get("rollback"))


def fail(service, primary, failure, rollback):
    primary["rolloutState"] = "FAILED"
    primary["rolloutStateReason"] = f"{BREAKER} {failure.phase}"
    add_event(service, f"(deployment {primary['id']}) deployment failed: {failure.phase}")
    completed = last_completed(service)
    if not rollback or completed is None:
        return
    service.task_definition = completed["taskDefinition"]
    back = new_deployment(service, completed)
    back["rolloutStateReason"] = f"{BREAKER} rolling back to deploymentId {completed['id']}."
    primary["status"] = "ACTIVE"
    service.deployments = [back, primary, completed]
    add_event(service, f"rolling back to deployment {completed['id']}.")


def list_tasks_of_services():
    """A service's tasks are in its group; tasks that have stopped are listed for who asks for them."""
    list_tasks = EC2ContainerServiceBackend.list_tasks

    @functools.wraps(list_tasks)
    def listed(backend, *args, **kwargs):
        names = (
            "cluster_str",
            "container_instance",
            "family",
            "started_by",
            "service_name",
            "desiredStatus",
        )
        wanted = {**dict(zip(names, args)), **kwargs}
        status, service = wanted.get("desiredStatus") or "RUNNING", wanted.get("service_name")
        tasks = list_tasks(backend, **{**wanted, "desiredStatus": status})
        group = service and f"service:{service.rpartition('/')[2]}"
        return [task for task in tasks if group is None or task.group == group]

    EC2ContainerServiceBackend.list_tasks = listed


GAPS = [Deployments()]
