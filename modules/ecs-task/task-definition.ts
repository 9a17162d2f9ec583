import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  arn,
  check,
  checkSize,
  dependableFrom,
  inSameStack,
  type Location,
  locationOf,
  renderedBytes,
} from "../core";
import { IamRole, type IamRoleProps, type PolicyStatement } from "../iam";
import type { ContainerProps } from "./container/props";
import { renderContainerDefinitions } from "./containers";
import type { CpuArchitecture } from "./cpu-architecture";
import type { NetworkMode } from "./network-mode";
import { EXEC_PERMISSION, executionPermissions, volumePermissions } from "./task-permissions";
import type { TaskNames } from "./task-names";
import { renderVolumes, type Volumes } from "./volume";

/** What the user of a service or task says about its task definition. */
export interface TaskProps {
  /** The containers; at least one. */
  readonly containers: readonly ContainerProps[];
  /** @default "bridge" */
  readonly networkMode?: NetworkMode;
  /**
   * The processors that the images are made for, with which the instances must agree.
   * @default none: what the name of an image says is held against the instances
   */
  readonly cpuArchitecture?: CpuArchitecture;
  /** What containers may mount, by name. @default none */
  readonly volumes?: Volumes;
  /** What the program may do; under path `/ecs/`. @default a role of its own that is allowed nothing */
  readonly taskRole?: IamRole;
  /** Name of the task role, where `taskRole` is left out, see `IamRole`. @default none: it begins with cluster and service */
  readonly taskRoleName?: string;
  /** Name of the role with which ECS starts tasks, see `IamRole`. @default none: it begins with cluster and service */
  readonly executionRoleName?: string;
  /**
   * Whether the log group exists: made by another service, environment or program, with which it is shared. Each task writes
   * to streams of its own.
   * @default false: it is made, and nobody else's
   */
  readonly sharedLogGroup?: boolean;
  /** Days that logs are kept, one of those CloudWatch offers. @default 30 */
  readonly logRetentionDays?: number;
  /**
   * The customer's key that encrypts the logs; its policy must let CloudWatch Logs use it.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default CloudWatch's own key
   */
  readonly logKmsKeyArn?: string;
}

export interface TaskDefinitionProps extends TaskProps, TaskNames {
  /** Whether people who may can open a shell in the containers: `aws ecs execute-command`. @default false */
  readonly execEnabled?: boolean;
  /** What the program may do beside with `execEnabled`, so that the cluster's records can be written. @default nothing */
  readonly execPermissions?: readonly PolicyStatement[];
}

/**
 * What a task consists of. Old revisions are kept, so that there is a way back. Whoever makes one has checked its
 * props with `checkTaskDefinition`.
 *
 * Makes `aws_ecs_task_definition`, `aws_cloudwatch_log_group`, a task role (what the program may do: nothing, until
 * it is allowed something) and an execution role (what ECS needs to start it), both under path `/ecs/`.
 */
export class TaskDefinition extends Construct {
  readonly arn: string;
  readonly family: string;
  readonly logGroupName: string;
  readonly taskRole: IamRole;
  readonly executionRole: IamRole;
  readonly networkMode: NetworkMode;
  /** Whether a container has all rights on the instance. */
  readonly privileged: boolean;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    const { family, namePrefix, containers, networkMode = "bridge", logRetentionDays = 30 } = props;
    const { volumes = {}, execEnabled = false, execPermissions = [], cpuArchitecture } = props;

    const logGroup = props.sharedLogGroup
      ? undefined
      : new CloudwatchLogGroup(this, "log-group", {
          name: props.logGroupName,
          retentionInDays: logRetentionDays,
          kmsKeyId: props.logKmsKeyArn,
        });
    this.family = family;
    this.logGroupName = logGroup?.name ?? props.logGroupName;
    this.networkMode = networkMode;
    this.privileged = containers.some(({ privileged = false }) => privileged);
    this.taskRole =
      props.taskRole ??
      taskRole(this, "task-role", {
        name: props.taskRoleName,
        namePrefix: `${namePrefix}-task`,
        description: `What ${family} may do`,
      });
    this.executionRole = taskRole(this, "execution-role", {
      name: props.executionRoleName,
      namePrefix: `${namePrefix}-exec`,
      description: `What ECS needs to start ${family}`,
    });
    const location = locationOf(this, logGroup?.arn ?? this.executionRole.arn);
    const logGroupArn = logGroup?.arn ?? arn(location, "logs", `log-group:${props.logGroupName}`);
    this.executionRole.allow({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logGroupArn}:*`],
    });
    this.limitTrust(location);
    this.executionRole.allow(...executionPermissions(containers, location));
    const taskPermissions = [
      ...volumePermissions(volumes, containers, location),
      ...(execEnabled ? [EXEC_PERMISSION, ...execPermissions] : []),
    ];
    if (taskPermissions.length > 0) {
      this.taskRole.allowFor(this, ...taskPermissions);
    }

    const containerDefinitions = renderContainerDefinitions(containers, {
      networkMode,
      execEnabled,
      log: { logGroupName: this.logGroupName, region: location.region },
    });
    check(this, (c) => {
      const hint = "keep long texts in parameters, as 'secrets', or in files of the image";
      checkSize(c, "containers", "taskDefinition", renderedBytes(containerDefinitions), hint);
    });
    const definition = new EcsTaskDefinition(this, "definition", {
      family,
      networkMode,
      requiresCompatibilities: ["EC2"],
      runtimePlatform: cpuArchitecture && { cpuArchitecture, operatingSystemFamily: "LINUX" },
      taskRoleArn: this.taskRole.arn,
      executionRoleArn: this.executionRole.arn,
      containerDefinitions,
      volume: props.volumes && renderVolumes(props.volumes),
      skipDestroy: true,
    });
    this.arn = definition.arn;
  }

  /** What must outlive the tasks: they cannot stop in order without their permissions. */
  get permissions(): ITerraformDependable[] {
    return dependableFrom(this, [...this.taskRole.permissions, ...this.executionRole.permissions]);
  }

  /**
   * ECS says for which task it assumes a role; it cannot be limited to one cluster. A role of another stack is left as
   * it is: that stack would need this one, which needs it.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#create_task_iam_policy_and_role
   */
  private limitTrust(location: Location): void {
    for (const role of [this.taskRole, this.executionRole]) {
      if (inSameStack(role, this)) {
        role.assumeFor(location, "ecs", "*");
      }
    }
  }
}

function taskRole(
  scope: Construct,
  id: string,
  names: Pick<IamRoleProps, "name" | "namePrefix" | "description">,
): IamRole {
  return new IamRole(scope, id, {
    ...names,
    path: "/ecs/",
    assumedBy: "ecs-tasks.amazonaws.com",
  });
}
