import { arn, type Location } from "../core";
import { ecrRepositoryArn, imagePull } from "../ecr";
import type { PolicyStatement } from "../iam";
import { secretOptionsOf } from "./container/logging";
import type { ContainerProps } from "./container/props";
import type { Secret } from "./secret";
import { type EfsVolume, usesIam, type Volumes } from "./volume";

/** What ECS needs, beside writing logs, to start these containers: their images, secrets, and the keys of those. */
export function executionPermissions(
  containers: readonly ContainerProps[],
  location: Location,
): PolicyStatement[] {
  return [...repositoryAccess(containers), ...secretAccess(containers, location)];
}

/** What a program needs for the EFS volumes that it mounts, each for its access point only. */
export function volumePermissions(
  volumes: Volumes,
  containers: readonly ContainerProps[],
  location: Location,
): PolicyStatement[] {
  return Object.entries(volumes).flatMap(([name, volume]) => {
    if (!("efs" in volume) || !usesIam(volume.efs)) {
      return [];
    }
    const writable = containers
      .flatMap(({ mountPoints = [] }) => mountPoints)
      .some((mount) => mount.volume === name && mount.readOnly !== true);
    return [mountPermission(volume.efs, writable, location)];
  });
}

function mountPermission(
  { fileSystemId, accessPointId }: EfsVolume,
  writable: boolean,
  location: Location,
): PolicyStatement {
  return {
    actions: ["elasticfilesystem:ClientMount", ...(writable ? ["elasticfilesystem:ClientWrite"] : [])],
    resources: [arn(location, "elasticfilesystem", `file-system/${fileSystemId}`)],
    conditions:
      accessPointId === undefined
        ? undefined
        : {
            StringEquals: {
              "elasticfilesystem:AccessPointArn": arn(
                location,
                "elasticfilesystem",
                `access-point/${accessPointId}`,
              ),
            },
          },
  };
}

/**
 * A shell in a running container, through Session Manager. None of these actions can be limited to a resource.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
 */
export const EXEC_PERMISSION: PolicyStatement = {
  actions: [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  resources: ["*"],
};

/** Images in repositories of the stack, and those whose names say that they are in ECR. */
function repositoryAccess(containers: readonly ContainerProps[]): PolicyStatement[] {
  const repositories = unique(
    containers.flatMap(
      ({ image }) => (typeof image === "string" ? ecrRepositoryArn(image) : image.repositoryArn) ?? [],
    ),
  );
  return repositories.length === 0 ? [] : imagePull(repositories);
}

function secretAccess(containers: readonly ContainerProps[], location: Location): PolicyStatement[] {
  const secrets = containers.flatMap(secretsOf);
  const arns = (store: Secret["store"]) =>
    unique(
      secrets
        .filter((secret) => secret.store === store)
        .map(({ source }) =>
          store === "secretsmanager" || source.startsWith("arn:")
            ? source
            : arn(location, "ssm", `parameter/${source.replace(/^\//, "")}`),
        ),
    );
  return [
    { actions: ["ssm:GetParameters"], resources: arns("ssm") },
    { actions: ["secretsmanager:GetSecretValue"], resources: arns("secretsmanager") },
    { actions: ["kms:Decrypt"], resources: unique(secrets.flatMap(({ kmsKeyArn }) => kmsKeyArn ?? [])) },
  ].filter(({ resources }) => resources.length > 0);
}

/** Every secret that ECS reads to start a container. */
function secretsOf(container: ContainerProps): Secret[] {
  const { secrets = {}, repositoryCredentials } = container;
  return [
    ...Object.values(secrets),
    ...(repositoryCredentials === undefined ? [] : [repositoryCredentials]),
    ...Object.values(secretOptionsOf(container)),
  ];
}

/** Each value once, in a stable order. */
function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
