import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { type Checks, logRetention, rules } from "../core";
import { checkContainers } from "./containers";
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
  c.each<CheckedTask>(props, {
    family: FAMILY,
    logRetentionDays: logRetention,
    logKmsKeyArn: rules.kmsKeyArn,
  });
  checkVolumes(c, volumes);
  checkContainers(c, containers, { networkMode, execEnabled, volumes });
}

/** Claims the log group that a task definition makes. */
export function checkLogGroupName(c: Checks, scope: IConstruct, name: string): void {
  c.unique("logGroupName", name, {
    owner: TerraformStack.of(scope),
    kind: "log group",
    inWords: "the stack",
    hint: "choose another name for the service or the task",
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const FAMILY = rules.text(
  /^[\w-]{1,255}$/,
  "1 to 255 letters, digits, hyphens and underscores",
  "choose another name",
);
