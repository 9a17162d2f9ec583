import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { Command } from "commander";

import { acceptanceReport, type RunSummary, writeReport } from "../acceptance/acceptance-report";
import { AcceptanceRun, APP } from "../acceptance/acceptance-run";
import { ContainerEngine } from "../acceptance/container-engine";
import { costLines } from "../acceptance/cost";
import { runSteps } from "../acceptance/run-steps";
import type { Need, Step } from "../acceptance/step";
import { STEPS } from "../acceptance/steps";
import { callerIdentity } from "../aws/caller-identity";
import { estimateProgram } from "../cost/estimate-program";
import { findRunning } from "../local-aws/running";
import { interruption } from "../process/interrupts";
import { Interrupted, UserError } from "../process/user-error";
import type { StepReporter } from "../terminal/step-reporter";
import { requireTerminal } from "../terminal/prompt";
import { approve } from "./approval";
import { printJson, printLines, stepReporter } from "./report";

interface Arguments {
  readonly region: string;
  readonly local?: boolean;
  readonly autoApprove?: boolean;
  /** Name of the environment of an earlier run, to be cleaned up. */
  readonly destroy?: string;
  /** Folder that gets the report. */
  readonly report: string;
  readonly json?: boolean;
}

/** `npm run acceptance`: proves on a real account what the local AWS cannot. */
export function acceptanceCommand(): Command {
  return new Command("acceptance")
    .description(
      "Deploy an environment of its own to your account, try on it what users rely on, and destroy it:\ndocs/acceptance.md. It says what that costs, and asks.",
    )
    .usage("-- [options]")
    .option("--region <region>", "where (eu-west-1)", "eu-west-1")
    .option("--local", "against the local AWS of npm start: the steps that need containers are not run")
    .option("--auto-approve", "do not ask")
    .option("--destroy <name>", "only clean up after an earlier run, which has said its name")
    .option("--report <folder>", "for acceptance.json, .md and .log (acceptance-report)", "acceptance-report")
    .option("--json", "for programs: the report")
    .addHelpText(
      "after",
      "\nExit code: 0 if every step that was run has passed, 1 if not, 130 after Ctrl-C, which cleans up, too.\n\n" +
        "Examples:\n  npm run acceptance\n  npm run acceptance -- --local --auto-approve",
    )
    .action(acceptance);
}

async function acceptance(args: Arguments): Promise<void> {
  const { region, json = false, autoApprove = false, destroy } = args;
  if (!autoApprove) {
    requireTerminal("acceptance", "add --auto-approve");
  }
  const report = stepReporter(json);
  const local = args.local === true ? await findRunning(process.cwd()) : undefined;
  const { account, arn } = await report.step("Asking AWS whose credentials these are", () =>
    callerIdentity(region, local),
  );
  const engine = local === undefined ? ContainerEngine.find(process.env) : undefined;
  if (local === undefined && engine === undefined && destroy === undefined) {
    throw new UserError("There is no docker, podman or finch on PATH to build the image with: install one.");
  }
  const name = destroy ?? `acceptance-${randomBytes(4).toString("hex")}`;
  const steps = STEPS.filter(({ cleansUp = false }) => cleansUp || destroy === undefined);
  const summary = {
    ...{ name, region, startedAt: new Date().toISOString() },
    account: local === undefined ? `account ${account}` : "the local AWS",
  };
  if (!json) {
    const cost = local === undefined ? await costOf(name, region, report) : ["It costs nothing."];
    printLines(["", ...announcement(summary, arn, steps), "", ...cost, remedyLine(name), ""]);
  }
  if (!autoApprove) {
    await approve({ question: `Run this in ${summary.account}?` });
  }

  const folder = resolve(args.report);
  const run = new AcceptanceRun({ name, region, local, engine, folder });
  const has = new Set<Need>(local === undefined ? ["containers", "engine", "internet"] : []);
  const result = acceptanceReport(summary, await runSteps(steps, run, has, report));
  writeReport(folder, result);
  if (json) {
    printJson(result);
  } else {
    printLines(["", result.headline, ...result.steps.map(lineOf), "", `Report: ${folder}/acceptance.md`]);
  }
  if (interruption.aborted) {
    throw new Interrupted();
  }
  process.exitCode = result.passed ? 0 : 1;
}

/** What the environment of a run costs, a line each. */
async function costOf(name: string, region: string, report: StepReporter): Promise<string[]> {
  const context = [`name=${name}`, `region=${region}`];
  const { cost } = await report.step("Estimating the cost", () => estimateProgram({ app: APP, context }));
  return costLines(cost);
}

/** What is going to happen. */
function announcement({ name, region, account }: RunSummary, arn: string, steps: readonly Step[]): string[] {
  return [
    `Environment '${name}' in ${region}, ${account} (${arn}):`,
    ...steps.map(
      ({ name: step, needs }) => `  ${step}${needs.length > 0 ? ` (needs ${needs.join(", ")})` : ""}`,
    ),
  ];
}

function remedyLine(name: string): string {
  return `It is destroyed at the end, also after Ctrl-C; if not, then by 'npm run acceptance -- --destroy ${name}'.`;
}

function lineOf({ name, outcome, detail }: { name: string; outcome: string; detail: string }): string {
  return `  ${outcome.padEnd(7)}  ${name}: ${detail.split("\n")[0] ?? ""}`;
}
