import { callAws, clientConfig } from "../aws/aws-client";
import type { PreparedStack } from "../terraform/prepared-stack";
import { TerraformCli } from "../terraform/terraform-cli";
import { TerraformState } from "../terraform/terraform-state";
import type { StepReporter } from "../terminal/step-reporter";
import type { Candidate } from "./candidate";
import { revokeDefaultRules } from "./default-rules";
import { RecoveryFolder } from "./recovery-folder";
import { StackBlocks } from "./stack-blocks";
import { planTakeover, requireImportsOnly } from "./takeover-plan";

/** Whether the state can take a resource: its place is free, or held by one that is not Terraform's to destroy any more. */
export function canBeTakenOver({ older }: Candidate): boolean {
  return older === undefined || older.isDone;
}

/**
 * Makes the state know resources. None of them is changed, but for the rules that AWS gives security groups: what differs
 * from the description is for the next deployment.
 *
 * @returns those that it knows now
 */
export async function takeOver(
  candidates: readonly Candidate[],
  prepared: PreparedStack,
  report: StepReporter,
): Promise<readonly Candidate[]> {
  const blocks = StackBlocks.of(prepared.stack.directory);
  const folder = new RecoveryFolder(prepared, blocks);
  try {
    for (const { address, older } of candidates) {
      if (older !== undefined) {
        await report.step(`Freeing the place of ${prepared.subject.describe(address)}`, () =>
          new TerraformState(prepared).forget(address),
        );
      }
    }
    const terraform = new TerraformCli(folder.stack, report);
    const { existing, plan } = await planTakeover(candidates, blocks, folder, terraform);
    if (plan !== undefined) {
      requireImportsOnly(plan, prepared.subject);
      await terraform.apply(plan, { title: `Taking over ${existing.length}` });
      plan.remove();
    }
    const config = clientConfig(blocks.region, prepared.local);
    for (const { address, resolvedId, defaultRules } of existing) {
      if (defaultRules !== undefined) {
        await report.step(`Revoking the rules that AWS gave ${prepared.subject.describe(address)}`, () =>
          callAws(() => revokeDefaultRules(resolvedId, defaultRules, config)),
        );
      }
    }
    return existing;
  } finally {
    folder.remove();
  }
}
