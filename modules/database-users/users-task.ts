import type { ContainerProps, Volumes } from "../ecs-task";
import type { PolicyStatement } from "../iam";
import type { DatabaseEngine, IDatabase } from "../rds";
import type { DatabaseUser } from "./database-user";
import { PASSWORDS, SECRETS_SCRIPT, USERS_SCRIPTS } from "./scripts";

/** The images of the task: of the AWS CLI, and of the client of the database. */
export interface UsersImages {
  readonly cli: string;
  readonly client: string;
}

/** Clients that connect to the servers which `Database` makes, and to older ones. */
const CLIENTS: Readonly<Record<DatabaseEngine, string>> = {
  postgres: "public.ecr.aws/docker/library/postgres:17",
  mysql: "public.ecr.aws/docker/library/mysql:8.4",
  mariadb: "public.ecr.aws/docker/library/mariadb:11.4",
};

export function defaultImages(engine: DatabaseEngine): UsersImages {
  return { cli: "public.ecr.aws/aws-cli/aws-cli:2.31.23", client: CLIENTS[engine] };
}

/** A volume that goes with the task, so that passwords pass from one container to the other in no variable and no argument. */
export const VOLUMES: Volumes = { passwords: { docker: { scope: "task" } } };

/** First the secrets, then the users: each in the image that has the program for it. */
export function usersContainers(
  database: IDatabase,
  engine: DatabaseEngine,
  users: readonly DatabaseUser[],
  images: UsersImages,
): ContainerProps[] {
  const common = {
    entryPoint: ["/bin/sh", "-c"],
    memoryReservationMiB: 128,
    mountPoints: [{ volume: "passwords", containerPath: PASSWORDS }],
  };
  return [
    {
      ...common,
      name: "secrets",
      image: images.cli,
      essential: false,
      command: [SECRETS_SCRIPT],
      environment: {
        SECRETS: users.map(({ databaseName, secretArn }) => `${databaseName} ${secretArn}`).join("\n"),
      },
    },
    {
      ...common,
      name: "users",
      image: images.client,
      dependsOn: { secrets: "SUCCESS" },
      command: [USERS_SCRIPTS[engine]],
      ...database.variables(),
    },
  ];
}

/**
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-authz
 */
export function usersPermissions(
  { secretKmsKeyArn }: IDatabase,
  users: readonly DatabaseUser[],
): PolicyStatement[] {
  return [
    {
      actions: [
        "secretsmanager:ListSecretVersionIds",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
      ],
      resources: users.map(({ secretArn }) => secretArn),
    },
    { actions: ["secretsmanager:GetRandomPassword"], resources: ["*"] },
    ...(secretKmsKeyArn === undefined
      ? []
      : [{ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [secretKmsKeyArn] }]),
  ];
}
