import { resolve } from "node:path";

import { committedContext } from "../project/context-file";
import { UserError } from "../process/user-error";
import { findLeftovers } from "../recovery/leftovers";
import { refuseLeftovers, unsearchableLines } from "../recovery/leftover-text";
import { describeDiagnostic } from "../terraform/failures";
import type { PlanJson } from "../terraform/plan-json";
import { type PlanReport, reportPlan } from "../terraform/plan-report";
import { planText } from "../terraform/plan-text";
import { prepareStack, type PreparedStack, requireStack } from "../terraform/prepared-stack";
import type { SavedPlan } from "../terraform/saved-plan";
import { ownStateBucket } from "../terraform/synthesis";
import { type PlanOptions, TerraformCli } from "../terraform/terraform-cli";
import { environmentOf } from "../versions/committed-version";
import { askedServices } from "../versions/given-versions";
import { styleFor } from "../terminal/style";
import type { StepReporter } from "../terminal/step-reporter";
import type { PlanArguments } from "./options";
import { printLines } from "./report";

/** What to plan. */
export interface ChangeRequest {
  readonly command: "plan" | "deploy" | "destroy";
  /** The stack that the user has named. */
  readonly stackName: string | undefined;
  readonly args: PlanArguments;
  readonly offline?: boolean;
  readonly report: StepReporter;
}

/** A plan, and what it was made from. */
export interface PlannedChange {
  readonly prepared: PreparedStack;
  readonly terraform: TerraformCli;
  readonly plan: SavedPlan;
  /** The plan as JSON; empty if it changes nothing. */
  readonly json: PlanJson;
  readonly report: PlanReport;
}

/** Synthesizes, initializes and plans. */
export async function planChange(request: ChangeRequest): Promise<PlannedChange> {
  const { command, stackName, args, offline = false, report } = request;
  const aws = offline ? "offline" : args.local === true ? "local" : "account";
  const prepared = await prepareStack({
    projectDirectory: process.cwd(),
    command,
    aws,
    context: args.context,
    variables: args.var,
    app: args.app,
    report,
  });
  requireStack(prepared, stackName);
  if (command === "destroy") {
    refuseOwnStateBucket(prepared);
  }
  const terraform = new TerraformCli(prepared, report);
  await terraform.init({ movedState: movedState(args), upgrade: args.upgrade });
  if (command !== "plan") {
    const leftovers = await findLeftovers(prepared, report);
    refuseLeftovers(leftovers, prepared.subject);
    for (const line of unsearchableLines(leftovers.unsearchable, prepared.subject)) {
      process.stderr.write(`${line}\n`);
    }
  }
  const options = { destroy: command === "destroy", variables: args.var, args: terraformArguments(args) };
  const asked = () => askedServices(args, environmentOf(args.context, committedContext()));
  return planPrepared(prepared, terraform, options, asked);
}

/**
 * Plans what is prepared and initialized.
 *
 * @param asked keys of the services for which somebody has named a version; looked at when there is a plan. @default - none
 */
export async function planPrepared(
  prepared: PreparedStack,
  terraform: TerraformCli,
  options: PlanOptions = {},
  asked: () => ReadonlySet<string> = () => new Set(),
): Promise<PlannedChange> {
  const plan = await terraform.plan(options);
  const { stack } = prepared;
  const json = await terraform.readPlan(plan);
  const report = reportPlan(stack.name, json, stack.resources, asked());
  return { prepared, terraform, plan, json, report };
}

/** Shows a plan in words, with what Terraform warns of. */
export function printPlan(
  { prepared, plan, report }: PlannedChange,
  { color }: Pick<PlanArguments, "color">,
): void {
  const style = styleFor({ noColor: !color });
  printLines(planText(report, style));
  for (const warning of plan.warnings) {
    console.log(`\n${style.yellow(describeDiagnostic(warning, prepared.subject))}`);
  }
}

/** @throws UserError if the stack makes the bucket that holds its own state */
function refuseOwnStateBucket({ stack }: PreparedStack): void {
  if (ownStateBucket(stack) !== undefined) {
    throw new UserError(
      `The bucket '${stack.backend?.bucket ?? ""}' holds its own state, and that of the environment: destroy the environment with 'npm run destroy', then empty and delete the bucket by hand (https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html).`,
    );
  }
}

/** Those of Terraform's options that apply knows, too. */
export function applyArguments({ parallelism, lockTimeout }: PlanArguments): string[] {
  return [
    ...(parallelism === undefined ? [] : [`-parallelism=${parallelism}`]),
    ...(lockTimeout === undefined ? [] : [`-lock-timeout=${lockTimeout}`]),
  ];
}

function terraformArguments(args: PlanArguments): string[] {
  return [
    ...args.varFile.map((file) => `-var-file=${resolve(file)}`),
    ...args.target.map((address) => `-target=${address}`),
    ...(args.replace ?? []).map((address) => `-replace=${address}`),
    ...(args.refreshOnly === true ? ["-refresh-only"] : []),
    ...applyArguments(args),
  ];
}

/** Without a word about it, Terraform refuses a state that has moved. That of a local AWS moves with every start. */
function movedState({ migrateState, reconfigure, local }: PlanArguments) {
  if (migrateState === true) {
    return "migrate" as const;
  }
  return reconfigure === true || local === true ? ("reconfigure" as const) : undefined;
}
