import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Checks, logRetention, rules } from "../core";
import { checkContainers } from "./containers";
import type { CpuArchitecture } from "./cpu-architecture";
import type { TaskProps } from "./task-definition";
import type { TaskNames } from "./task-names";
import { checkVolumes } from "./volume";

/** What a user can say about a task definition; names that are left out follow from others, which are checked. */
export interface CheckedTask extends TaskProps, Partial<TaskNames> {
  readonly execEnabled?: boolean;
}

/** Checks the input of a `TaskDefinition` for the construct that makes it. */
export function checkTaskDefinition(c: Checks, props: CheckedTask): void {
  const { containers, networkMode = "bridge", execEnabled = false, volumes = {} } = props;
  c.known({ networkMode, execEnabled });
  checkOwners(c, props);
  c.each<CheckedTask>(props, {
    family: FAMILY,
    cpuArchitecture: CPU_ARCHITECTURE,
    logRetentionDays: logRetention,
    logKmsKeyArn: rules.kmsKeyArn,
  });
  checkVolumes(c, volumes);
  checkContainers(c, containers, { networkMode, execEnabled, volumes });
}

/** What says twice who makes something. */
function checkOwners(
  c: Checks,
  { taskRole, taskRoleName, sharedLogGroup, logRetentionDays, logKmsKeyArn }: CheckedTask,
): void {
  c.require(() => taskRole === undefined || taskRoleName === undefined, {
    prop: "taskRoleName",
    must: "be left out with 'taskRole'",
    got: taskRoleName,
    hint: "give that role its 'name'",
  });
  for (const [prop, got] of Object.entries({ logRetentionDays, logKmsKeyArn })) {
    c.require(() => sharedLogGroup !== true || got === undefined, {
      prop,
      must: "be left out with 'sharedLogGroup'",
      got,
      hint: "whoever makes the log group says it",
    });
  }
}

/** Claims the log group that a task definition makes; a shared one is somebody else's. */
export function checkLogGroupName(
  c: Checks,
  scope: IConstruct,
  name: string,
  { sharedLogGroup = false }: TaskProps,
): void {
  c.value("logGroupName", name, LOG_GROUP_NAME);
  if (sharedLogGroup) {
    return;
  }
  c.unique("logGroupName", name, {
    owner: TerraformStack.of(scope),
    kind: "log group",
    inWords: "the stack",
    hint: "choose another name for the service or the task",
  });
}

const CPU_ARCHITECTURE = rules.oneOf<CpuArchitecture>(["X86_64", "ARM64"], "ARM64 is for Graviton");
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const LOG_GROUP_NAME = rules.text(
  /^(?!aws\/)[\w./#-]{1,512}$/,
  '1 to 512 letters, digits and characters of _-/.#, not beginning with "aws/"',
  "write it like /ecs/prod/orders",
);
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const FAMILY = rules.text(
  /^[\w-]{1,255}$/,
  "1 to 255 letters, digits, hyphens and underscores",
  "choose another name",
);
