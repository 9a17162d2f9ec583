import type { PreparedStack } from "../terraform/prepared-stack";
import { type State, TerraformState } from "../terraform/terraform-state";
import type { StepReporter } from "../terminal/step-reporter";
import { chosenImportId } from "./import-ids";
import type { StackBlocks } from "./stack-blocks";

/** Types of which AWS has room for one, though it chooses their ids: with a destination, a range, a network, a name. */
const SINGLE_TYPES: ReadonlySet<string> = new Set([
  "aws_internet_gateway",
  "aws_lb",
  "aws_lb_target_group",
  "aws_route",
  "aws_route_table_association",
  "aws_subnet",
  "aws_vpc_endpoint",
]);

/** Makes Terraform keep tainted resources instead of making them anew. */
export async function keepTainted(
  addresses: readonly string[],
  prepared: PreparedStack,
  report: StepReporter,
): Promise<void> {
  for (const address of addresses) {
    await report.step(`Keeping ${prepared.subject.describe(address)}, which was not made to the end`, () =>
      new TerraformState(prepared).untaint(address),
    );
  }
}

/**
 * What a run that did not end well has made, but not to the end, and Terraform could not make anew: it was interrupted, or AWS
 * has not answered. Terraform marks it as tainted (https://developer.hashicorp.com/terraform/cli/state/taint), and AWS refuses
 * another one where that is made before this one is deleted, as it has room for one only. Of what was cancelled nothing else is
 * wrong, either; but security groups are left to Terraform: the provider has yet to revoke the rules that AWS gives a new one.
 *
 * @param cancelled addresses of what Ctrl-C has met
 */
export function unreplaceable(
  { resources }: State,
  cancelled: ReadonlySet<string>,
  blocks: Pick<StackBlocks, "find">,
): string[] {
  return resources
    .filter(({ instances }) =>
      instances.some(
        ({ status, create_before_destroy: isMadeFirst, deposed }) =>
          status === "tainted" && isMadeFirst === true && deposed === undefined,
      ),
    )
    .filter(({ type, name }) => {
      const address = `${type}.${name}`;
      return cancelled.has(address)
        ? type !== "aws_security_group"
        : SINGLE_TYPES.has(type) || chosenImportId(type, blocks.find(address) ?? {}) !== undefined;
    })
    .map(({ type, name }) => `${type}.${name}`);
}
