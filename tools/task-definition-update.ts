import { rmSync } from "node:fs";
import { join } from "node:path";

import { DeploymentProgress } from "./deployment-progress";
import { variableArguments, type VariableValue } from "./input-variables";
import { type PreparedStack, runTerraform } from "./prepared-stack";
import type { StepReporter } from "./step-reporter";
import { UserError } from "./user-error";

const PLAN_FILE = "task.tfplan";

/** Which task gets which versions. */
export interface TaskUpdate {
  readonly prepared: PreparedStack;
  /** Name of the output that describes the task. */
  readonly output: string;
  readonly variables: readonly VariableValue[];
  readonly report: StepReporter;
}

/**
 * Brings one task's definition, and what it needs, to what the stack says now, and leaves the rest alone: its services
 * go on with their versions. The state knows of it, so that the next deployment finds nothing to change about the task.
 *
 * @throws UserError if Terraform fails, or would delete or replace anything but task definitions
 */
export async function updateTaskDefinition({
  prepared,
  output,
  variables,
  report,
}: TaskUpdate): Promise<void> {
  const { stack } = prepared;
  const targets = addressesIn(stack.outputs[output], stack.resources);
  const progress = new DeploymentProgress();
  const onLine = (line: string) => {
    progress.accept(line);
  };
  try {
    await report.step("Planning the task's definition", async () => {
      const targetArguments = targets.map((address) => `-target=${address}`);
      const args = ["plan", "-input=false", "-no-color", `-out=${PLAN_FILE}`];
      await runTerraform(prepared, [...args, ...targetArguments, ...variableArguments(variables)], {
        onLine,
      });
      const { stdout } = await runTerraform(prepared, ["show", "-json", PLAN_FILE]);
      refuseDeletions(stdout);
    });
    await report.step(
      "Registering the task's definition",
      async () => {
        await runTerraform(prepared, ["apply", "-input=false", "-no-color", PLAN_FILE], { onLine });
      },
      () => progress.toString(),
    );
  } finally {
    rmSync(join(stack.directory, PLAN_FILE), { force: true });
  }
}

/** The resources that a part of Terraform's JSON names. */
export function addressesIn(json: unknown, resources: readonly string[]): string[] {
  const named = new Set(JSON.stringify(json ?? {}).match(/[a-z]\w*\.[\w-]+/g));
  return resources.filter((address) => named.has(address));
}

function refuseDeletions(planJson: string): void {
  const { resource_changes: changes = [] } = JSON.parse(planJson) as Plan;
  const deletion = changes.find(
    ({ type, change }) => change.actions.includes("delete") && type !== "aws_ecs_task_definition",
  );
  if (deletion !== undefined) {
    throw new UserError(
      `For this version of the task Terraform would delete or replace ${deletion.address}, which the task needs: look at it with 'npm run plan', and deploy that first.`,
    );
  }
}

interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}
