"""What RegisterTaskDefinition refuses."""

from case import case
from situations import container


def sidecar(**settings):
    return container(**{"name": "sidecar", **settings})


def registration(rule, message, wrong, right):
    """A case that registers one task definition as it is accepted, and one as it is refused."""

    @case(f"ecs-{rule}", f"ClientException: {message}")
    def register(aws):
        aws.call("ecs", "RegisterTaskDefinition", **parameters(**right))
        return aws.error("ecs", "RegisterTaskDefinition", **parameters(**wrong))


def parameters(containers=None, **settings):
    return {"family": "app", "containerDefinitions": containers or [container()], **settings}


def port(**mapping):
    return [container(portMappings=[mapping])]


def efs(**settings):
    return [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1", **settings}}]


def waiting(condition, **other):
    """A container that waits for another one."""
    return [
        container(dependsOn=[{"containerName": "sidecar", "condition": condition}]),
        sidecar(**other),
    ]


registration(
    "family-has-allowed-characters",
    "Family contains invalid characters.",
    wrong={"family": "my app"},
    right={"family": "My_app-1"},
)
registration(
    "container-names-have-allowed-characters",
    "Container.name contains invalid characters.",
    wrong={"containers": [container(name="my.app")]},
    right={"containers": [container(name="My_app-1")]},
)
registration(
    "images-have-allowed-characters",
    "Container.image contains invalid characters.",
    wrong={"containers": [container(image="${IMAGE}:v1")]},
    right={"containers": [container(image="host:5000/a_b/c.d@sha256:" + "0" * 64)]},
)
registration(
    "ten-containers-at-most",
    "Too many containers.",
    wrong={"containers": [container(name=f"c{number}") for number in range(11)]},
    right={"containers": [container(name=f"c{number}") for number in range(10)]},
)
registration(
    "container-names-are-unique",
    "Container names must be unique within a task definition.",
    wrong={"containers": [container(), container()]},
    right={"containers": [container(), sidecar()]},
)
registration(
    "one-container-is-essential",
    "At least one container in a task definition must be marked essential.",
    wrong={"containers": [container(essential=False)]},
    right={"containers": [container(), sidecar(essential=False)]},
)
registration(
    "soft-memory-limit-is-below-the-hard-one",
    "Invalid setting for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'.",
    wrong={"containers": [container(memoryReservation=129)]},
    right={"containers": [container(memoryReservation=64)]},
)
registration(
    "memory-is-at-least-six-mib",
    "Invalid 'memory' setting for container 'app'. Specify at least 6 MiB.",
    wrong={"containers": [container(memory=5)]},
    right={"containers": [container(memory=6)]},
)
registration(
    "containers-fit-into-the-task",
    "Invalid 'memory' setting. The containers' 256 MiB exceed the task's 255 MiB.",
    wrong={"memory": "255", "containers": [container(), sidecar()]},
    right={"memory": "256", "containers": [container(), sidecar()]},
)
registration(
    "links-need-bridge-mode",
    "Links are not supported when networkMode=awsvpc.",
    wrong={"networkMode": "awsvpc", "containers": [container(links=["sidecar"]), sidecar()]},
    right={"networkMode": "bridge", "containers": [container(links=["sidecar:db"]), sidecar()]},
)
registration(
    "links-lead-to-containers",
    "Invalid 'links' setting for container 'app'. Unknown container: 'db'.",
    wrong={"containers": [container(links=["db:database"]), sidecar()]},
    right={"containers": [container(links=["sidecar:database"]), sidecar()]},
)
registration(
    "ports-are-the-same-without-bridge-mode",
    "When networkMode=host, the host ports and container ports in port mappings must match.",
    wrong={"networkMode": "host", "containers": port(containerPort=80, hostPort=8080)},
    right={"networkMode": "host", "containers": port(containerPort=80, hostPort=80)},
)
registration(
    "no-ports-without-a-network",
    "Port mappings are not supported when networkMode=none.",
    wrong={"networkMode": "none", "containers": port(containerPort=80)},
    right={"networkMode": "none"},
)
registration(
    "host-ports-are-unique",
    "Invalid 'hostPort' setting for container 'sidecar'. Port 80 is used already.",
    wrong={
        "containers": [
            *port(containerPort=1, hostPort=80),
            sidecar(portMappings=[{"containerPort": 2, "hostPort": 80}]),
        ]
    },
    right={
        "containers": [
            *port(containerPort=1, hostPort=80),
            sidecar(
                portMappings=[
                    {"containerPort": 2, "hostPort": 80, "protocol": "udp"},
                    {"containerPort": 3},
                ]
            ),
        ]
    },
)
registration(
    "ports-are-in-range",
    "Invalid 'containerPort' setting for container 'app'.",
    wrong={"containers": port(containerPort=65536)},
    right={"containers": port(containerPort=65535, hostPort=0)},
)
registration(
    "secrets-need-an-execution-role",
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    wrong={"containers": [container(secrets=[{"name": "KEY", "valueFrom": "/key"}])]},
    right={
        "executionRoleArn": "arn:aws:iam::123456789012:role/app",
        "containers": [container(secrets=[{"name": "KEY", "valueFrom": "/key"}])],
    },
)
registration(
    "awslogs-needs-its-group-and-region",
    "Log driver awslogs requires options: awslogs-region, awslogs-group",
    wrong={
        "containers": [
            container(
                logConfiguration={"logDriver": "awslogs", "options": {"awslogs-group": "app"}}
            )
        ]
    },
    right={
        "containers": [
            container(
                logConfiguration={
                    "logDriver": "awslogs",
                    "options": {"awslogs-group": "app", "awslogs-region": "eu-west-1"},
                }
            )
        ]
    },
)
registration(
    "mount-points-name-declared-volumes",
    "Unknown volume 'data'.",
    wrong={
        "containers": [container(mountPoints=[{"sourceVolume": "data", "containerPath": "/data"}])]
    },
    right={
        "volumes": [{"name": "data", "host": {}}],
        "containers": [container(mountPoints=[{"sourceVolume": "data", "containerPath": "/data"}])],
    },
)
registration(
    "volumes-come-from-containers",
    "Invalid 'volumesFrom' setting. Unknown container: 'data'.",
    wrong={"containers": [container(volumesFrom=[{"sourceContainer": "data"}])]},
    right={"containers": [container(volumesFrom=[{"sourceContainer": "sidecar"}]), sidecar()]},
)
registration(
    "volumes-are-of-one-kind",
    "When the volume parameter is specified, only one volume configuration type should be used.",
    wrong={"volumes": [{"host": {"sourcePath": "/data"}, **efs()[0]}]},
    right={"volumes": efs()},
)
registration(
    "efs-authorization-needs-transit-encryption",
    "EFS transit encryption must be enabled when using IAM authorization or an access point.",
    wrong={"volumes": efs(authorizationConfig={"iam": "ENABLED"})},
    right={"volumes": efs(authorizationConfig={"iam": "ENABLED"}, transitEncryption="ENABLED")},
)
registration(
    "dependencies-are-containers",
    "Cannot depend on container + 'sidecar' because it does not exist",
    wrong={"containers": waiting("START")[:1]},
    right={"containers": waiting("START")},
)
registration(
    "finished-dependencies-are-not-essential",
    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
    wrong={"containers": waiting("SUCCESS")},
    right={"containers": waiting("SUCCESS", essential=False)},
)
registration(
    "healthy-dependencies-have-a-health-check",
    "Container 'app' depends on the health of container 'sidecar', which has no health check.",
    wrong={"containers": waiting("HEALTHY")},
    right={"containers": waiting("HEALTHY", healthCheck={"command": ["CMD", "true"]})},
)
registration(
    "dependencies-have-no-circle",
    "Container 'app' has a circular dependency.",
    wrong={
        "containers": waiting("START", dependsOn=[{"containerName": "app", "condition": "START"}])
    },
    right={"containers": waiting("START")},
)
