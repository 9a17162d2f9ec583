import { type DeploymentClients, loadClients } from "../aws/deployment-clients";
import type { RunningLocalAws } from "../local-aws/running";
import { UserError } from "../process/user-error";
import { TerraformFailure } from "../terraform/failures";
import type { Diagnostic } from "../terraform/messages";
import type { PlanJson } from "../terraform/plan-json";
import type { PreparedStack } from "../terraform/prepared-stack";
import type { SavedPlan } from "../terraform/saved-plan";
import type { ApplyOptions, Outputs, TerraformCli } from "../terraform/terraform-cli";
import { type FailedRollout, readFailedRollout } from "./failed-rollout";
import { type PlannedService, plannedServices } from "./planned-services";
import { rolloutText } from "./rollout-text";
import { watchRollouts } from "./watch-rollouts";

/** What to apply, and where. */
export interface PlanToApply {
  readonly prepared: PreparedStack;
  readonly terraform: TerraformCli;
  readonly plan: SavedPlan;
  /** The plan as JSON. @default - it is read */
  readonly json?: PlanJson;
  /** The local AWS that it is for. @default - the user's account */
  readonly local?: Pick<RunningLocalAws, "endpoint">;
}

/** Services do not run the version that was deployed. */
export class RolloutError extends UserError {
  constructor(
    message: string,
    readonly rollouts: readonly FailedRollout[],
  ) {
    super([message, ...rollouts.map((one) => `\n${rolloutText(one).join("\n")}`)].join("\n"));
  }
}

/**
 * Applies a plan, and stops when ECS has given up on what Terraform waits for.
 *
 * @throws RolloutError that says why, when services do not come to run what was deployed
 */
export async function applyPlan(what: PlanToApply, options: ApplyOptions): Promise<Outputs> {
  const { prepared, terraform, plan, local, json = await terraform.readPlan(plan) } = what;
  const services = plannedServices(json, (address) => prepared.stack.resources.get(address) ?? address);
  if (services.length === 0 || prepared.stack.region === undefined) {
    return terraform.apply(plan, options);
  }
  const clients = await loadClients(prepared.stack.region, local);
  try {
    return await terraform.apply(plan, { ...options, watch: watchRollouts(clients, services) });
  } catch (error) {
    throw error instanceof TerraformFailure ? await explain(error, clients, services) : error;
  }
}

async function explain(
  error: TerraformFailure,
  clients: DeploymentClients,
  services: readonly PlannedService[],
): Promise<UserError> {
  const failed = services.filter(({ address }) => error.errors.some((one) => isAboutRollout(one, address)));
  try {
    const rollouts = await Promise.all(failed.map((one) => readFailedRollout(clients, one)));
    const known = rollouts.filter((one) => one !== undefined);
    return known.length === 0 ? error : new RolloutError(error.message, known);
  } catch (refused) {
    if (refused instanceof UserError) {
      return new UserError(`${error.message}\n\nWhy is not known: ${refused.message}`);
    }
    throw refused;
  }
}

/** Terraform has waited for the service in vain, or has found another version in it than the deployed one. */
function isAboutRollout({ address, summary }: Diagnostic, service: string): boolean {
  return address === service && /postcondition failed|waiting for ECS Service/i.test(summary);
}
