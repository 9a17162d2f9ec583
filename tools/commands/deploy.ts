import { Command } from "commander";

import { UserError } from "../process/user-error";
import { committedContext } from "../project/context-file";
import { applyPlan, RolloutError } from "../rollout/apply-plan";
import { riskText } from "../terraform/plan-text";
import type { Outputs } from "../terraform/terraform-cli";
import { unaskedText } from "../terraform/unasked-versions";
import { versionNotes } from "../versions/version-notes";
import { requireTerminal } from "../terminal/prompt";
import { hasColors } from "../terminal/style";
import { approve } from "./approval";
import {
  addChangeOptions,
  addContext,
  addTerraformOptions,
  addVersions,
  type PlanArguments,
} from "./options";
import { applyArguments, planChange, type PlannedChange, printPlan } from "./planned-change";
import { outputLines, outputValues, printJson, printLines, stepReporter } from "./report";

interface Arguments extends PlanArguments {
  readonly autoApprove?: boolean;
  /** Addresses of resources, or paths of constructs, that may interrupt service or lose data. */
  readonly allow: readonly string[];
  /** Whether versions may change though nobody has asked for it. */
  readonly allowVersionChange?: boolean;
  readonly json?: boolean;
}

/** `npm run deploy`: plans, asks, and applies that very plan. */
export function deployCommand(): Command {
  const command = new Command("deploy")
    .description("Plan, ask for approval, and apply that plan.")
    .usage("-- [options]")
    .argument("[stack]", "its name, to be sure which one it is");
  addVersions(addContext(command))
    .option("--auto-approve", "do not ask")
    .option(
      "--allow <address>",
      "this resource, or construct, may interrupt service or lose data",
      (address: string, earlier: readonly string[]) => [...earlier, address],
      [],
    )
    .option("--allow-version-change", "also a version that nobody has asked for, without a prompt")
    .option("--json", "for programs: what has changed, and the outputs");
  return addChangeOptions(addTerraformOptions(command))
    .addHelpText(
      "after",
      "\nExamples:\n  npm run deploy -- -var app.version=v2\n  npm run deploy -- --auto-approve -c environment=prod",
    )
    .action(deploy);
}

async function deploy(stackName: string | undefined, args: Arguments): Promise<void> {
  const { autoApprove = false, json = false } = args;
  if (!autoApprove) {
    requireTerminal("deploy", "add --auto-approve");
  }
  const change = await planChange({ command: "deploy", stackName, args, report: stepReporter(json) });
  const { terraform, plan, report } = change;
  if (!json) {
    printPlan(change, args);
  }
  refuseObstacles(change, json);
  // What the user wants to be made anew is named already.
  refuseRisks(change, [...args.allow, ...(args.replace ?? [])]);
  if (autoApprove && args.allowVersionChange !== true) {
    refuseUnasked(change);
  }
  if (plan.hasChanges && !autoApprove) {
    await approve({
      question: `Deploy this to '${report.stack}'${report.unaskedVersions.length > 0 ? ", with versions that nobody has asked for" : ""}?`,
      details: async () => {
        console.log(await terraform.showText(plan, hasColors({ noColor: !args.color })));
      },
    });
  }
  const outputs = plan.hasChanges ? await apply(change, args) : await terraform.outputs();
  plan.remove();
  if (json) {
    printJson({ ...report, outputValues: outputValues(outputs) });
    return;
  }
  printLines(outputLines(outputs));
  printLines(versionNotes(args, committedContext(), change.prepared.subject.command));
}

/** Programs are told of what ECS has given up, too. */
async function apply(change: PlannedChange, args: Arguments): Promise<Outputs> {
  const { prepared, report } = change;
  const options = { title: `Deploying ${report.stack}`, args: applyArguments(args) };
  try {
    return await applyPlan({ ...change, local: prepared.local }, options);
  } catch (error) {
    if (args.json === true && error instanceof RolloutError) {
      printJson({ ...report, failedRollouts: error.rollouts });
    }
    throw error;
  }
}

/** @throws UserError if AWS would refuse the plan */
function refuseObstacles({ report: { obstacles } }: PlannedChange, isForPrograms: boolean): void {
  if (obstacles.length > 0) {
    // For people it stands in the plan already.
    throw new UserError([...(isForPrograms ? obstacles : []), "Nothing was changed."].join("\n"));
  }
}

/** @throws UserError if the plan interrupts service or loses data where the user has not allowed it */
function refuseRisks({ report }: PlannedChange, allowed: readonly string[]): void {
  const risks = report.risks.filter(
    ({ address, construct }) =>
      !allowed.some((one) => one === address || one === construct || construct.startsWith(`${one}/`)),
  );
  if (risks.length > 0) {
    const flags = risks.map(({ address }) => `--allow ${address}`).join(" ");
    throw new UserError(
      `\nThis would interrupt service or lose data:\n${risks.map((risk) => `  ${riskText(risk)}`).join("\n")}\nNothing was changed. If it is meant, add: ${flags}`,
    );
  }
}

/** @throws UserError if versions would change that nobody has asked for, and nobody is there to be asked */
function refuseUnasked({ report, prepared }: PlannedChange): void {
  const [first] = report.unaskedVersions;
  if (first !== undefined) {
    const { service, from } = first;
    const lines = report.unaskedVersions.map((version) => `  ${unaskedText(version)}`);
    throw new UserError(
      `\nThis would change versions that nobody has asked for:\n${lines.join("\n")}\nNothing was changed. To keep what runs, name it (-var ${service}.version=${from}) or commit it (${prepared.subject.command("bump", service, from)}); if it is meant, add: --allow-version-change`,
    );
  }
}
