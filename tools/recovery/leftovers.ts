import { callAws, clientConfig } from "../aws/aws-client";
import { UserError } from "../process/user-error";
import type { Subject } from "../terraform/failures";
import type { PreparedStack } from "../terraform/prepared-stack";
import { TerraformCli } from "../terraform/terraform-cli";
import { TerraformState } from "../terraform/terraform-state";
import type { StepReporter } from "../terminal/step-reporter";
import type { Candidate } from "./candidate";
import { findCandidates } from "./candidates";
import { withDefaultRules } from "./default-rules";
import { Journal } from "./journal";
import { lostResources, type LostResource } from "./lost-resources";
import { RecoveryFolder } from "./recovery-folder";
import { StackBlocks } from "./stack-blocks";
import { planTakeover } from "./takeover-plan";
import { keepTainted, unreplaceable } from "./tainted-resources";
import { findUnsavedState } from "./unsaved-state";

/** What runs that did not end well have left. */
export interface Leftovers {
  /** File with a state that could not be saved. */
  readonly unsavedState: string | undefined;
  /** Resources that there are and that the state does not know. */
  readonly resources: readonly Candidate[];
  /** Those of which nobody knows whether they were made. */
  readonly unsearchable: readonly LostResource[];
}

/**
 * Looks for what runs that did not end well have left, after `init`, and makes the state keep what they have not made to the
 * end, where Terraform could not make it anew. A deployment that finds nothing is a second later; after a run that has ended
 * well nothing is looked for.
 */
export async function findLeftovers(prepared: PreparedStack, report: StepReporter): Promise<Leftovers> {
  const { stack, subject } = prepared;
  const journal = new Journal(subject.state);
  const unsavedState = findUnsavedState(stack.directory, subject.state);
  const { entries, cancelled } = journal;
  if (unsavedState !== undefined || entries.length === 0) {
    // Without the state it cannot be told what is missing in it.
    return { unsavedState, resources: [], unsearchable: [] };
  }
  const state = await new TerraformState(prepared).pull();
  const blocks = StackBlocks.of(stack.directory);
  // Nothing that needs them could be planned otherwise.
  await keepTainted(unreplaceable(state, cancelled, blocks), prepared, report);
  const config = clientConfig(blocks.region, prepared.local);
  const { found, unsearchable } = await callAws(() =>
    findCandidates(lostResources(entries, state), state, blocks, config),
  ).catch((error: unknown) => {
    throw error instanceof UserError ? withWayOut(error, subject) : error;
  });
  const folder = new RecoveryFolder(prepared, blocks);
  try {
    // What has a place in the state cannot be imported, and was found by asking AWS.
    const placeless = found.filter(({ older }) => older === undefined);
    const { existing, plan } = await planTakeover(
      placeless,
      blocks,
      folder,
      new TerraformCli(folder.stack, report),
    );
    plan?.remove();
    const there = found.filter((one) => one.older !== undefined || existing.includes(one));
    const resources = await callAws(() => withDefaultRules(there, blocks, config));
    if (resources.length === 0 && unsearchable.length === 0) {
      journal.remove();
    }
    return { unsavedState, resources, unsearchable };
  } finally {
    folder.remove();
  }
}

/** Who may deploy may not be allowed to look around. */
function withWayOut({ message }: UserError, { command }: Subject): UserError {
  return new UserError(
    `${message}\nThis was asked to find what a run has left that did not end well; '${command("recover", "--forget")}' leaves it alone.`,
  );
}
