import type { PreparedStack } from "../terraform/prepared-stack";
import { type State, TerraformState } from "../terraform/terraform-state";
import type { StepReporter } from "../terminal/step-reporter";
import { Journal } from "./journal";

/**
 * Keeps, after `init`, what Ctrl-C has met while it was made. AWS has made it, but the provider did not wait for it, and
 * Terraform marks it as tainted: to be made anew (https://developer.hashicorp.com/terraform/cli/state/taint). Where it would
 * make the new one before it deletes this one, AWS refuses: there is one route to a destination, one subnet with a range, one
 * gateway of a network.
 */
export async function keepCancelledCreations(prepared: PreparedStack, report: StepReporter): Promise<void> {
  const { cancelled } = new Journal(prepared.subject.state);
  if (cancelled.size === 0) {
    return;
  }
  const state = new TerraformState(prepared);
  for (const address of unreplaceable(await state.pull()).filter((one) => cancelled.has(one))) {
    await report.step(
      `Keeping ${prepared.subject.describe(address)}, which was being made when you interrupted`,
      () => state.untaint(address),
    );
  }
}

/**
 * The tainted resources of which Terraform would make a second one first. Security groups are left to it: the provider has yet
 * to revoke the rules that AWS gives a new one, and there may be two.
 */
export function unreplaceable({ resources }: State): string[] {
  const others = resources.filter(({ type }) => type !== "aws_security_group");
  return others.flatMap(({ type, name, instances }) =>
    instances
      .filter(
        (one) => one.status === "tainted" && one.create_before_destroy === true && one.deposed === undefined,
      )
      .map(() => `${type}.${name}`),
  );
}
