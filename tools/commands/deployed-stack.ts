import { type DeploymentClients, loadClients } from "../aws/deployment-clients";
import { UserError } from "../process/user-error";
import { type DeployedService, deployedServices } from "../services/deployed-service";
import { type PreparedStack, prepareStack } from "../terraform/prepared-stack";
import { TerraformCli } from "../terraform/terraform-cli";
import { TerraformState } from "../terraform/terraform-state";
import type { StepReporter } from "../terminal/step-reporter";
import type { StackArguments } from "./options";

/** A stack whose services a command is about. */
export interface DeployedStack {
  readonly prepared: PreparedStack;
  readonly services: readonly DeployedService[];
  readonly clients: DeploymentClients;
}

/** A stack has no services. */
export class NothingDeployed extends UserError {}

/** What a command is about. */
export interface DeployedStackRequest {
  /** The command, as `npm run` knows it. */
  readonly command: string;
  readonly args: StackArguments;
  /** Keys, or names in ECS, of services. @default - all */
  readonly names?: readonly string[];
  readonly report: StepReporter;
}

/**
 * Finds the services of a stack in Terraform's state.
 *
 * @throws NothingDeployed if there is none, UserError if there is none of a name that is given
 */
export async function openDeployedStack(request: DeployedStackRequest): Promise<DeployedStack> {
  const { command, args, names = [], report } = request;
  const { context, app, local } = args;
  const prepared = await prepareStack({
    ...{ projectDirectory: process.cwd(), command, context, app, report },
    aws: local === true ? "local" : "account",
  });
  await new TerraformCli(prepared, report).init({ movedState: local === true ? "reconfigure" : undefined });
  const state = await report.step("Reading the state", () => new TerraformState(prepared).pull());
  const all = deployedServices(state, prepared.stack.resources);
  const [first] = all;
  if (first === undefined) {
    const { name, command: commandLine } = prepared.subject;
    throw new NothingDeployed(`'${name}' has no services yet: run '${commandLine("deploy")}' first.`);
  }
  const services = selectServices(all, names);
  // A stack has one provider, and so one region.
  return { prepared, services, clients: await loadClients(first.region, prepared.local) };
}

function selectServices(
  all: readonly DeployedService[],
  names: readonly string[],
): readonly DeployedService[] {
  const unknown = names.find((name) => !all.some((service) => isCalled(service, name)));
  if (unknown !== undefined) {
    const known = all.map(({ key }) => key).join(", ");
    throw new UserError(`There is no service '${unknown}'; deployed: ${known}.`);
  }
  return names.length === 0 ? all : all.filter((service) => names.some((name) => isCalled(service, name)));
}

function isCalled({ key, name }: DeployedService, called: string): boolean {
  return key === called || name === called;
}
