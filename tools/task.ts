import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECSClient } from "@aws-sdk/client-ecs";

import { clientConfig } from "./aws-client";
import { watchForInterrupts } from "./interrupts";
import type { RunningLocalAws } from "./local-aws/running";
import { type PreparedStack, prepareStack, runTerraform } from "./prepared-stack";
import { type DeployedTask, RunningTask } from "./running-task";
import { StepReporter } from "./step-reporter";
import { parseTaskArguments, type TaskArguments } from "./task-arguments";
import { updateTaskDefinition } from "./task-definition-update";
import { readTaskLog, type TaskLog } from "./task-log";
import { explainNoStart, outcomeOf, type TaskOutcome } from "./task-outcome";
import { runTool, UserError } from "./user-error";

const USAGE = readFileSync(join(__dirname, "..", "help"), "utf8");
/** What the names of outputs about tasks begin with. */
const OUTPUT_PREFIX = "task_";

const projectDirectory = process.cwd();

/** `npm run task -- <name>`: runs a task once, waits, and ends with its exit code. */
async function main(): Promise<number> {
  const args = parseTaskArguments(process.argv.slice(2));
  if (args.help) {
    console.log(USAGE);
    return 0;
  }
  watchForInterrupts();
  const prepared = await prepareStack({ projectDirectory, ...args });
  refuseUnknown(args.name, Object.keys(prepared.stack.outputs));
  // `--json` is for programs: the outcome comes alone.
  const report = new StepReporter(args.json ? { write: () => undefined } : process.stdout);
  const deployed = await findDeployed(args, prepared, report);
  return runAndReport(args, deployed, prepared.local, report);
}

function refuseUnknown(name: string, outputs: readonly string[]): void {
  const known = outputs
    .filter((output) => output.startsWith(OUTPUT_PREFIX))
    .map((output) => output.slice(OUTPUT_PREFIX.length));
  if (!known.includes(name)) {
    throw new UserError(
      known.length === 0
        ? `There is no task '${name}': the stack has no tasks; see 'tasks' in environments/environment.ts.`
        : `There is no task '${name}'; known: ${known.join(", ")}.`,
    );
  }
}

/** What the state says about the task, once its definition is of the version that was asked for. */
async function findDeployed(
  { name, context, variables }: TaskArguments,
  prepared: PreparedStack,
  report: StepReporter,
): Promise<DeployedTask> {
  const output = `${OUTPUT_PREFIX}${name}`;
  // What an earlier run has left may be about another account, or about an emulator that has gone.
  await runTerraform(prepared, ["init", "-reconfigure", "-input=false", "-no-color"]);
  if (variables.length > 0 || context.some((pair) => /^[^=]+\.version=/.test(pair))) {
    await updateTaskDefinition({ prepared, output, variables, report });
  }
  const { stdout } = await runTerraform(prepared, ["output", "-json", "-no-color"]);
  const outputs = JSON.parse(stdout) as Readonly<Record<string, { readonly value: DeployedTask }>>;
  const deployed = outputs[output]?.value;
  if (deployed === undefined) {
    throw new UserError(
      `The task '${name}' is not deployed yet: run 'npm run deploy' first, or name a version with -var app.version=….`,
    );
  }
  return deployed;
}

async function runAndReport(
  { name, json, timeoutSeconds }: TaskArguments,
  deployed: DeployedTask,
  local: RunningLocalAws | undefined,
  report: StepReporter,
): Promise<number> {
  const config = clientConfig(deployed.region, local);
  const running = await RunningTask.start(new ECSClient(config), name, deployed);
  let status = "PROVISIONING";
  const onStatus = (latest: string) => {
    status = latest;
  };
  const task = await report
    .step(
      `Running ${name}`,
      () => running.untilStopped({ timeoutSeconds, onStatus }),
      () => status,
    )
    .catch((error: unknown) => {
      const advice = `The task goes on; to stop it: ${running.stopCommand}`;
      if (error instanceof UserError) {
        throw new UserError(`${error.message} ${advice}`);
      }
      console.error(advice);
      throw error;
    });

  const outcome = outcomeOf(task, deployed.container);
  const log = await readTaskLog(new CloudWatchLogsClient(config), deployed, running.arn);
  if (json) {
    const { taskDefinition } = deployed;
    console.log(JSON.stringify({ name, task: running.arn, taskDefinition, ...outcome, log }, null, 2));
  } else {
    printOutcome(outcome, log);
  }
  if (outcome.exitCode === undefined) {
    throw new UserError(explainNoStart(name, outcome));
  }
  return outcome.exitCode;
}

function printOutcome(
  { containers, stoppedReason }: TaskOutcome,
  { group, stream, lines, refusal }: TaskLog,
): void {
  if (lines.length > 0) {
    console.log(`\nThe end of its log (${group}, ${stream}):`);
    lines.forEach((line) => {
      console.log(`  ${line}`);
    });
  } else {
    console.log(`\nIts log is empty (${group}, ${stream})${refusal === undefined ? "" : `: ${refusal}`}`);
  }
  console.log(`\nStopped: ${stoppedReason}`);
  for (const { name, exitCode, reason } of containers) {
    const end = exitCode === undefined ? "has not run" : `exit code ${exitCode}`;
    console.log(`  ${name}: ${end}${reason === undefined ? "" : `, ${reason}`}`);
  }
}

void runTool(main);
