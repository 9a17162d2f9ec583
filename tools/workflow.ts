import { readFileSync } from "node:fs";
import { join } from "node:path";

import { runCdktf } from "./cdktf";
import { run } from "./child-process";
import { watchForInterrupts } from "./interrupts";
import { adviceOnCredentials } from "./no-credentials";
import { planOffline } from "./offline-plan";
import { summarizePlan } from "./plan-summary";
import { prepareStack } from "./prepared-stack";
import { runTool, UserError } from "./user-error";
import { versionNotes } from "./version-notes";
import { CDKTF_COMMANDS, parseWorkflowArguments, type WorkflowArguments } from "./workflow-arguments";

const USAGE = readFileSync(join(__dirname, "..", "help"), "utf8");

const projectDirectory = process.cwd();

/** `npm run plan|deploy|destroy`: synthesizes, checks what was asked, and hands over to CDKTF. */
async function main(): Promise<number> {
  const [command, ...argv] = process.argv.slice(2);
  if (command === undefined || !isCommand(command)) {
    throw new UserError("usage: workflow.ts plan|deploy|destroy [options]; see 'npm run help'");
  }
  const args = parseWorkflowArguments(command, argv);
  if (args.help) {
    console.log(USAGE);
    return 0;
  }
  watchForInterrupts();
  return args.offline ? planWithoutNetwork(args) : runWorkflow(args);
}

async function runWorkflow(args: WorkflowArguments): Promise<number> {
  const interactive = args.command !== "plan" && !args.autoApprove;
  if (interactive && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new UserError(
      `npm run ${args.command} asks for approval, and there is no terminal to ask on: add --auto-approve.`,
    );
  }
  const { stack, outputDirectory, terraform, env } = await prepareStack({ projectDirectory, ...args });

  const { code, stdout, stderr } = await runCdktf(cdktfArguments(args), {
    projectDirectory,
    outputDirectory,
    env,
    color: usesColor(args),
    onLine: interactive ? undefined : lineOutput(args),
  });
  if (code !== 0) {
    if (args.json) {
      console.error([stdout, stderr].join("\n"));
    }
    const advice = adviceOnCredentials(stdout);
    if (!args.local && advice !== undefined) {
      console.error(advice);
    }
    return code;
  }
  if (args.json) {
    const planInStack = { cwd: stack.directory, env };
    printSummary((await run(terraform.binary, ["show", "-json", "plan"], planInStack)).stdout);
  }
  if (args.command === "deploy") {
    versionNotes(args, committedContext()).forEach((note) => {
      console.log(note);
    });
  }
  return 0;
}

async function planWithoutNetwork(args: WorkflowArguments): Promise<number> {
  const { context, variables, variableFiles, json } = args;
  const [unused] = [...args.passOn, ...args.stacks];
  if (unused !== undefined) {
    throw new UserError(
      `'--offline' goes with -c, -var, --var-file, --no-color and --json only: leave '${unused}' out.`,
    );
  }
  const plan = await planOffline({
    projectDirectory,
    context,
    variables,
    variableFiles,
    json,
    color: usesColor(args),
    env: process.env,
    onLine: lineOutput(args),
  });
  if (plan !== undefined) {
    printSummary(plan);
  }
  return 0;
}

/** CDKTF's list options swallow what follows them, so the names of stacks come first and values are attached. */
function cdktfArguments({ command, stacks, passOn, variables, variableFiles }: WorkflowArguments): string[] {
  return [
    CDKTF_COMMANDS[command],
    ...stacks,
    ...passOn,
    ...variableFiles.map((file) => `--var-file=${file}`),
    ...variables.map(({ name, value }) => `--var=${name}=${value}`),
  ];
}

/** `--json` is for programs: its summary comes alone. */
function lineOutput({ json }: WorkflowArguments): (line: string) => void {
  return json ? () => undefined : console.log;
}

/** See https://no-color.org. */
function usesColor({ noColor }: WorkflowArguments): boolean {
  return !noColor && process.stdout.isTTY && (process.env.NO_COLOR ?? "") === "";
}

function printSummary(plan: string): void {
  console.log(JSON.stringify(summarizePlan(plan), null, 2));
}

function committedContext(): Record<string, unknown> {
  const file = join(projectDirectory, "cdktf.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { context?: Record<string, unknown> }).context ?? {};
}

function isCommand(text: string): text is keyof typeof CDKTF_COMMANDS {
  return Object.hasOwn(CDKTF_COMMANDS, text);
}

void runTool(main);
