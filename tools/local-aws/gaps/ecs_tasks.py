"""Gaps in what moto's ECS does with tasks that belong to no service."""

import functools
import inspect

from moto.ecs.models import EC2ContainerServiceBackend

from .ecs import register_task_definition
from .gap import Gap, client


class RunTaskWithoutInstances(Gap):
    id = "ecs-run-task-without-instances"
    reason = (
        "Instances of Auto Scaling groups run no agent, so that clusters have no container"
        " instances: RunTask is an internal error whatever it is asked."
    )

    def patch(self):
        run_task = EC2ContainerServiceBackend.run_task
        signature = inspect.signature(run_task)

        @functools.wraps(run_task)
        def run_task_anywhere(backend, *args, **kwargs):
            call = signature.bind(backend, *args, **kwargs)
            cluster = backend._get_cluster(call.arguments["cluster_str"])
            if not backend.container_instances.get(cluster.name):
                # moto's only way to place a task on no instance.
                call.arguments["launch_type"] = "FARGATE"
            return run_task(*call.args, **call.kwargs)

        EC2ContainerServiceBackend.run_task = run_task_anywhere

    def probe(self):
        ecs = client("ecs")
        ecs.create_cluster(clusterName="probe")
        try:
            ecs.run_task(cluster="probe", taskDefinition=register_task_definition())
        except Exception as error:
            return "No instances found" in str(error)
        return False


GAPS = [RunTaskWithoutInstances()]
