"""What RegisterTaskDefinition refuses of volumes."""

from .ecs_task_definitions import API, containers, names, task_definition_rule


@task_definition_rule("https://github.com/ansible/ansible/issues/35751")
def mount_points_name_declared_volumes(call):
    """What a container mounts is a volume of the task definition."""
    volumes = [volume.get("name") for volume in call.get("volumes", [])]
    for container in containers(call):
        for mount in container.get("mountPoints", []):
            if mount.get("sourceVolume") not in volumes:
                yield f"Unknown volume '{mount.get('sourceVolume')}'."


@task_definition_rule("https://github.com/eagletmt/hako/pull/54")
def volumes_come_from_containers(call):
    """volumesFrom names another container of the same task definition."""
    for container in containers(call):
        for source in container.get("volumesFrom", []):
            if source.get("sourceContainer") not in names(call):
                yield f"Invalid 'volumesFrom' setting. Unknown container: '{source.get('sourceContainer')}'."


@task_definition_rule("https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/185")
def volumes_are_of_one_kind(call):
    """A volume has one configuration: on the host, Docker's, EFS's or FSx's."""
    for volume in call.get("volumes", []):
        kinds = [
            name
            for name, value in volume.items()
            if value and (name == "host" or name.endswith("VolumeConfiguration"))
        ]
        if len(kinds) > 1:
            yield "When the volume parameter is specified, only one volume configuration type should be used."


@task_definition_rule(f"{API}/API_EFSAuthorizationConfig.html")
def efs_authorization_needs_transit_encryption(call):
    """An access point or IAM authorization needs encryption in transit."""
    for volume in call.get("volumes", []):
        efs = volume.get("efsVolumeConfiguration", {})
        authorization = efs.get("authorizationConfig", {})
        authorized = authorization.get("accessPointId") or authorization.get("iam") == "ENABLED"
        if authorized and efs.get("transitEncryption") != "ENABLED":
            yield "EFS transit encryption must be enabled when using IAM authorization or an access point."
