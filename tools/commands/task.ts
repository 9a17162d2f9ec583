import { Command } from "commander";

import { clientConfig } from "../aws/aws-client";
import { type LogTail, logStreamOf, readLogTail } from "../aws/log-tail";
import { UserError } from "../process/user-error";
import { OUTPUTS, type TaskOutput } from "../stack-outputs";
import { RunningTask } from "../task/running-task";
import { updateTaskDefinition } from "../task/task-definition-update";
import { explainNoStart, outcomeOf, type TaskOutcome } from "../task/task-outcome";
import type { VariableValue } from "../terraform/input-variables";
import { type PreparedStack, prepareStack } from "../terraform/prepared-stack";
import { TerraformCli } from "../terraform/terraform-cli";
import type { StepReporter } from "../terminal/step-reporter";
import { addContext, addVersions, type StackArguments, wholeNumber } from "./options";
import { printJson, stepReporter } from "./report";

/** Lines at the end of its log that are shown. */
const LOG_LINES = 20;

interface Arguments extends StackArguments {
  readonly var: readonly VariableValue[];
  readonly json?: boolean;
  /** How long to wait for the task's end, in seconds. */
  readonly timeout: number;
}

/** `npm run task -- <name>`: runs a task once, waits, and ends with its exit code. */
export function taskCommand(): Command {
  const command = new Command("task")
    .description("Run a task once, wait, show the end of its log, and end with its exit code.")
    .usage("-- <name> [options]")
    .argument("<name>", "name of the task, e.g. migrate")
    .allowExcessArguments(false);
  return addVersions(addContext(command))
    .option("--timeout <seconds>", "wait so long (600); the task goes on afterwards", wholeNumber, 600)
    .option("--json", "for programs: how it ended")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run task -- migrate\n  npm run task -- migrate -var app.version=v2 --timeout 1800",
    )
    .action(task);
}

async function task(name: string, args: Arguments): Promise<void> {
  const { context, app, local, json = false } = args;
  const report = stepReporter(json);
  const prepared = await prepareStack({
    projectDirectory: process.cwd(),
    command: "task",
    aws: local === true ? "local" : "account",
    context,
    variables: args.var,
    app,
    report,
  });
  refuseUnknown(name, Object.keys(prepared.stack.outputs));
  const deployed = await findDeployed(name, args, prepared, report);
  process.exitCode = await runAndReport(name, args, deployed, prepared, report);
}

function refuseUnknown(name: string, outputs: readonly string[]): void {
  const { prefix } = OUTPUTS.task;
  const known = outputs
    .filter((output) => output.startsWith(prefix))
    .map((output) => output.slice(prefix.length));
  if (!known.includes(name)) {
    throw new UserError(
      known.length === 0
        ? `There is no task '${name}': the stack has no tasks; see 'tasks' in settings/environment.ts.`
        : `There is no task '${name}'; known: ${known.join(", ")}.`,
    );
  }
}

/** What the state says about the task, once its definition is of the version that was asked for. */
async function findDeployed(
  name: string,
  { context, var: variables, local }: Arguments,
  prepared: PreparedStack,
  report: StepReporter,
): Promise<TaskOutput> {
  const output = `${OUTPUTS.task.prefix}${name}`;
  const terraform = new TerraformCli(prepared, report);
  await terraform.init({ movedState: local === true ? "reconfigure" : undefined });
  if (variables.length > 0 || context.some((pair) => /^[^=]+\.version=/.test(pair))) {
    await updateTaskDefinition({ prepared, terraform, output, variables });
  }
  const deployed = (await terraform.outputs())[output]?.value as TaskOutput | undefined;
  if (deployed === undefined) {
    throw new UserError(
      `The task '${name}' is not deployed yet: run '${prepared.subject.command("deploy")}' first, or name a version with -var app.version=….`,
    );
  }
  return deployed;
}

/** Returns the task's exit code. */
async function runAndReport(
  name: string,
  { json = false, timeout }: Arguments,
  deployed: TaskOutput,
  { local }: PreparedStack,
  report: StepReporter,
): Promise<number> {
  // They take a second to load, which nobody else shall wait for.
  const [{ ECSClient }, { CloudWatchLogs }] = await Promise.all([
    import("@aws-sdk/client-ecs"),
    import("@aws-sdk/client-cloudwatch-logs"),
  ]);
  const config = clientConfig(deployed.region, local);
  const running = await RunningTask.start(new ECSClient(config), name, deployed);
  let status = "PROVISIONING";
  const onStatus = (latest: string) => {
    status = latest;
  };
  const stopped = await report
    .step(
      `Running ${name}`,
      () => running.untilStopped({ timeoutSeconds: timeout, onStatus }),
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

  const outcome = outcomeOf(stopped, deployed.container);
  // The prefix of the stream is the container's name.
  const { logGroup: group, container } = deployed;
  const stream = logStreamOf({ group, streamPrefix: container }, container, running.arn);
  const log = await readLogTail(new CloudWatchLogs(config), stream, LOG_LINES);
  if (json) {
    printJson({ name, task: running.arn, taskDefinition: deployed.taskDefinition, ...outcome, log });
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
  { group, stream, lines, refusal }: LogTail,
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
