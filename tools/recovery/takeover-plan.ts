import { UserError } from "../process/user-error";
import { type Diagnostic } from "../terraform/messages";
import { type Subject, TerraformFailure } from "../terraform/failures";
import type { SavedPlan } from "../terraform/saved-plan";
import type { TerraformCli } from "../terraform/terraform-cli";
import type { Candidate } from "./candidate";
import type { RecoveryFolder } from "./recovery-folder";
import { referencesIn } from "./references";
import type { StackBlocks } from "./stack-blocks";

/** A plan that takes resources over, and those that there are. */
export interface TakeoverPlan {
  readonly existing: readonly Candidate[];
  /** Undefined if there is nothing to take over. */
  readonly plan: SavedPlan | undefined;
}

type Dependencies = Pick<StackBlocks, "dependenciesOf">;

/** Types that the provider refuses when none of their arguments may change: what it reads of them contradicts itself. */
const CHANGEABLE_TYPES: ReadonlySet<string> = new Set(["aws_nat_gateway", "aws_sns_topic_subscription"]);

/** Plans the import of those candidates that exist, which Terraform finds out. */
export async function planTakeover(
  candidates: readonly Candidate[],
  blocks: Dependencies,
  folder: RecoveryFolder,
  terraform: TerraformCli,
): Promise<TakeoverPlan> {
  let existing = [...candidates];
  const changeable = new Set(
    candidates.filter(({ type }) => CHANGEABLE_TYPES.has(type)).map(({ address }) => address),
  );
  while (existing.length > 0) {
    folder.write(existing, changeable);
    const args = existing.map(({ address }) => `-target=${address}`);
    try {
      const plan = await terraform.plan({ args, title: "Looking for what was left" });
      return { existing, plan };
    } catch (error) {
      const remaining = withoutMissing(existing, missingIn(error), blocks);
      const refused = refusedIn(error).filter((address) => !changeable.has(address));
      if (remaining.length === existing.length && refused.length === 0) {
        throw error;
      }
      refused.forEach((address) => changeable.add(address));
      existing = remaining;
    }
  }
  return { existing, plan: undefined };
}

/** @throws UserError if a plan would do more than take over */
export function requireImportsOnly(plan: SavedPlan, { command }: Pick<Subject, "command">): void {
  const others = plan.actions.filter(({ action }) => !["import", "update", "read", "no-op"].includes(action));
  if (others.length > 0) {
    const list = others.map(({ address, action }) => `  ${address}: ${action}`).join("\n");
    throw new UserError(
      `Terraform would do more than take over:\n${list}\nNothing was changed. Delete what was left with '${command("recover", "--delete")}' instead.`,
    );
  }
}

/**
 * The candidates, which are in dependency order, but for some that there are not. What needs them was not made either, unless
 * Terraform has said so: that it can be imported (the capacity providers of a cluster, the policy of a topic) may come from AWS.
 */
export function withoutMissing(
  candidates: readonly Candidate[],
  missing: ReadonlySet<string>,
  blocks: Dependencies,
): Candidate[] {
  const gone = new Set(missing);
  return candidates.filter(({ address, importId, id }) => {
    const needed = id === undefined ? blocks.dependenciesOf(address) : referencesIn(importId);
    if (needed.some((each) => gone.has(each))) {
      gone.add(address);
    }
    return !gone.has(address);
  });
}

/** The resources that Terraform could not import because there are none. */
function missingIn(error: unknown): Set<string> {
  return new Set(
    errorsOf(error).flatMap(({ summary, detail = "" }) => {
      const [, address] = /existing object to "([^"]+)"/.exec(detail) ?? [];
      return summary === "Cannot import non-existent remote object" && address !== undefined ? [address] : [];
    }),
  );
}

/** The resources that the provider has refused as they are. */
function refusedIn(error: unknown): string[] {
  return errorsOf(error).flatMap(({ address }) => address ?? []);
}

function errorsOf(error: unknown): readonly Diagnostic[] {
  return error instanceof TerraformFailure ? error.errors : [];
}
