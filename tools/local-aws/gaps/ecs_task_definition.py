"""Gaps in moto's ECS task definitions."""

from botocore.exceptions import ClientError
from moto.ecs.models import EC2ContainerServiceBackend

from .gap import Gap, client


class MemoryReservationAlone(Gap):
    id = "ecs-memory-reservation-alone"
    reason = (
        "A task definition for EC2 whose container has a soft memory limit and no hard one is"
        " refused; AWS wants one of the two."
    )

    def patch(self):
        validate = EC2ContainerServiceBackend._validate_container_defs

        def with_either_limit(memory, container_definitions, _requires_compatibilities):
            # Without the compatibilities moto wants one of the limits, as AWS does.
            validate(memory, container_definitions, None)

        EC2ContainerServiceBackend._validate_container_defs = staticmethod(with_either_limit)

    def probe(self):
        container = {"name": "app", "image": "app", "memoryReservation": 128}
        try:
            client("ecs").register_task_definition(
                family="probe", requiresCompatibilities=["EC2"], containerDefinitions=[container]
            )
        except ClientError:
            return True
        return False


GAPS = [MemoryReservationAlone()]
