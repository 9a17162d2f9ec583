import type { AppliedResource } from "../applied-stack";
import type { StackPolicies } from "../stack-policies";
import { asRole, asService, type Caller } from "./caller";

/** ECS, which assumes the roles of tasks for the tasks and for itself. */
export function roleAssumptions(policies: StackPolicies): Caller[] {
  return policies.stack
    .list("aws_ecs_task_definition")
    .flatMap((definition) => [definition.text("task_role_arn"), definition.text("execution_role_arn")])
    .map((role) => asService(policies, "ecs-tasks.amazonaws.com", { role }));
}

/** ECS with the execution role of a task, for each image in a repository of ECR. */
export function imagePulls(policies: StackPolicies): Caller[] {
  return containersOf(policies).flatMap(({ executionRole, container }) => {
    const [, account, region, repository] =
      /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(container.image) ?? [];
    return repository === undefined
      ? []
      : asRole(policies, executionRole, {
          repository: `arn:${policies.stack.place.partition}:ecr:${region}:${account}:repository/${repository}`,
        });
  });
}

/** The log driver with the execution role of a task, for each container that writes to CloudWatch. */
export function logWriters(policies: StackPolicies): Caller[] {
  return containersOf(policies).flatMap(({ executionRole, container: { name, logConfiguration } }) => {
    const options = logConfiguration?.options ?? {};
    return logConfiguration?.logDriver === "awslogs"
      ? asRole(policies, executionRole, {
          logGroup: options["awslogs-group"] ?? "",
          logStream: `${options["awslogs-stream-prefix"]}/${name}/0123456789abcdef`,
        })
      : [];
  });
}

/** ECS with the execution role of a task, for each parameter whose value a container gets. */
export function parameterReads(policies: StackPolicies): Caller[] {
  const { partition, region, account } = policies.stack.place;
  return valuesOf(policies)
    .filter(({ valueFrom }) => !valueFrom.includes(":secretsmanager:"))
    .map(({ executionRole, valueFrom }) =>
      asRole(policies, executionRole, {
        parameter: valueFrom.startsWith("arn:")
          ? valueFrom
          : `arn:${partition}:ssm:${region}:${account}:parameter/${valueFrom.replace(/^\//, "")}`,
      }),
    );
}

/** ECS with the execution role of a task, for each secret whose value a container gets, and for registries. */
export function secretReads(policies: StackPolicies): Caller[] {
  return valuesOf(policies)
    .filter(({ valueFrom }) => valueFrom.includes(":secretsmanager:"))
    .map(({ executionRole, valueFrom }) =>
      // What follows the ARN names a key in the secret.
      asRole(policies, executionRole, { secret: valueFrom.split(":").slice(0, 7).join(":") }),
    );
}

/** The tasks that make users of databases, with their role, for each secret of a user. */
export function userMakers(policies: StackPolicies): Caller[] {
  return policies.stack.list("aws_ecs_task_definition").flatMap((definition) => {
    const role = () => policies.role("arn", definition.text("task_role_arn"));
    return (JSON.parse(definition.text("container_definitions")) as ContainerDefinition[])
      .flatMap(({ environment = [] }) => environment)
      .filter(({ name }) => name === "SECRETS")
      .flatMap(({ value }) => value.split("\n"))
      .flatMap((line) => asRole(policies, role(), { secret: line.split(" ")[1] ?? "" }));
  });
}

/** Those of them whose secrets a customer's key encrypts. */
export function userMakersWithKey(policies: StackPolicies): Caller[] {
  return userMakers(policies).flatMap((caller) => {
    const key = policies.stack.find("aws_secretsmanager_secret", "arn", caller.values.secret ?? "");
    const arn = key?.attribute("kms_key_id");
    return typeof arn === "string" ? [{ ...caller, values: { ...caller.values, key: arn } }] : [];
  });
}

/** The agent in containers of services whose containers people may open a shell in. */
export function execAgents(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  return stack
    .list("aws_ecs_service")
    .filter((service) => service.attribute("enable_execute_command") === true)
    .flatMap((service) => stack.find("aws_ecs_task_definition", "arn", service.text("task_definition")) ?? [])
    .map((definition) => asRole(policies, policies.role("arn", definition.text("task_role_arn"))));
}

interface ExecuteCommandConfiguration {
  readonly kms_key_id?: string;
  readonly log_configuration?: {
    readonly cloud_watch_log_group_name?: string;
    readonly s3_bucket_name?: string;
    readonly s3_key_prefix?: string;
  };
}

/** The agent in such containers, where the cluster keeps records of shells: in a log group, and in a bucket. */
export function execLogWriters(policies: StackPolicies): Caller[] {
  return execAgentsTold(policies, ({ log_configuration: log }) => ({
    logGroup: log?.cloud_watch_log_group_name,
  }));
}
export function execBucketWriters(policies: StackPolicies): Caller[] {
  return execAgentsTold(policies, ({ log_configuration: log }) => ({
    bucket: log?.s3_bucket_name,
    prefix: log?.s3_key_prefix,
  }));
}

/** The agent in such containers, where the cluster has a key for the session. */
export function execKeyUsers(policies: StackPolicies): Caller[] {
  return execAgentsTold(policies, ({ kms_key_id: key }) => ({ key }));
}

/** Those of stacks whose cluster says all of it. */
function execAgentsTold(
  policies: StackPolicies,
  read: (configuration: ExecuteCommandConfiguration) => Record<string, string | undefined>,
): Caller[] {
  const [cluster] = policies.stack.list("aws_ecs_cluster");
  const { execute_command_configuration: configuration = {} } = (cluster?.attribute("configuration") ??
    {}) as { execute_command_configuration?: ExecuteCommandConfiguration };
  const values = read(configuration);
  const known = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return known.length < Object.keys(values).length
    ? []
    : execAgents(policies).map((caller) => ({
        ...caller,
        values: { ...caller.values, ...Object.fromEntries(known) },
      }));
}

interface MountedVolume {
  readonly name: string;
  readonly efs_volume_configuration?: {
    readonly file_system_id: string;
    readonly authorization_config?: { readonly access_point_id?: string; readonly iam?: string };
  };
}

/** Tasks that mount a file system of EFS with their role, without and with an access point. */
export const efsMounts = (policies: StackPolicies) => mountsOf(policies, false);
export const efsAccessPointMounts = (policies: StackPolicies) => mountsOf(policies, true);

function mountsOf(policies: StackPolicies, withAccessPoint: boolean): Caller[] {
  return policies.stack.list("aws_ecs_task_definition").flatMap((definition) => {
    const role = () => policies.role("arn", definition.text("task_role_arn"));
    const volumes = (definition.attribute("volume") ?? []) as MountedVolume[];
    return volumes.flatMap(({ efs_volume_configuration: efs }) => {
      const { iam, access_point_id: accessPoint } = efs?.authorization_config ?? {};
      return efs === undefined || iam !== "ENABLED" || (accessPoint !== undefined) !== withAccessPoint
        ? []
        : asRole(policies, role(), { fileSystem: efs.file_system_id, accessPoint: accessPoint ?? "" });
    });
  });
}

interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly valueFrom: string }[];
  readonly repositoryCredentials?: { readonly credentialsParameter: string };
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: Readonly<Record<string, string>>;
    readonly secretOptions?: readonly { readonly valueFrom: string }[];
  };
}

function containersOf(
  policies: StackPolicies,
): { executionRole: AppliedResource; container: ContainerDefinition }[] {
  return policies.stack.list("aws_ecs_task_definition").flatMap((definition) => {
    const executionRole = policies.role("arn", definition.text("execution_role_arn"));
    const containers = JSON.parse(definition.text("container_definitions")) as ContainerDefinition[];
    return containers.map((container) => ({ executionRole, container }));
  });
}

function valuesOf(policies: StackPolicies): { executionRole: AppliedResource; valueFrom: string }[] {
  return containersOf(policies).flatMap(({ executionRole, container }) =>
    [
      ...(container.secrets ?? []).map(({ valueFrom }) => valueFrom),
      ...(container.logConfiguration?.secretOptions ?? []).map(({ valueFrom }) => valueFrom),
      ...(container.repositoryCredentials ? [container.repositoryCredentials.credentialsParameter] : []),
    ].map((valueFrom) => ({ executionRole, valueFrom })),
  );
}
