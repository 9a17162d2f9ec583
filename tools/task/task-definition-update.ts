import { UserError } from "../process/user-error";
import type { VariableValue } from "../terraform/input-variables";
import type { PreparedStack } from "../terraform/prepared-stack";
import type { PlannedAction } from "../terraform/saved-plan";
import type { TerraformCli } from "../terraform/terraform-cli";

/** Which task gets which versions. */
export interface TaskUpdate {
  readonly prepared: PreparedStack;
  readonly terraform: TerraformCli;
  /** Name of the output that describes the task. */
  readonly output: string;
  readonly variables: readonly VariableValue[];
}

/**
 * Brings one task's definition, and what it needs, to what the stack says now, and leaves the rest alone: its services
 * go on with their versions. The state knows of it, so that the next deployment finds nothing to change about the task.
 *
 * @throws UserError if Terraform fails, or would delete or replace anything but task definitions
 */
export async function updateTaskDefinition(update: TaskUpdate): Promise<void> {
  const { prepared, terraform, output, variables } = update;
  const { outputs, resources } = prepared.stack;
  const targets = addressesIn(outputs[output], [...resources.keys()]);
  const plan = await terraform.plan({
    title: "Planning the task's definition",
    variables,
    args: targets.map((address) => `-target=${address}`),
  });
  refuseDeletions(plan.actions, prepared.subject.command("plan"));
  if (plan.hasChanges) {
    await terraform.apply(plan, { title: "Registering the task's definition" });
  }
  plan.remove();
}

/** The resources that a part of Terraform's JSON names. */
export function addressesIn(json: unknown, resources: readonly string[]): string[] {
  const named = new Set(JSON.stringify(json ?? {}).match(/[a-z]\w*\.[\w-]+/g));
  return resources.filter((address) => named.has(address));
}

function refuseDeletions(actions: readonly PlannedAction[], look: string): void {
  const deletion = actions.find(
    ({ type, action }) => ["delete", "replace"].includes(action) && type !== "aws_ecs_task_definition",
  );
  if (deletion !== undefined) {
    throw new UserError(
      `For this version of the task Terraform would delete or replace ${deletion.address}, which the task needs: look at it with '${look}', and deploy that first.`,
    );
  }
}
