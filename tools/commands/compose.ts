import { Command, Option } from "commander";

import { callAws, clientConfig } from "../aws/aws-client";
import { requireClusters } from "../compose/clusters";
import { findComposeFile } from "../compose/compose-file";
import { EnvironmentStack } from "../compose/environment-stack";
import { type Environment, listEnvironments } from "../compose/environments";
import { environmentTable } from "../compose/table";
import { reportServices, type ServiceReport } from "../compose/tasks";
import { UserError } from "../process/user-error";
import { applyPlan } from "../rollout/apply-plan";
import { requireTerminal } from "../terminal/prompt";
import type { StepReporter } from "../terminal/step-reporter";
import { approve } from "./approval";
import { printJson, printLines, stepReporter } from "./report";

/** For an empty stack, which knows where states are. */
const NO_FILE = "file=";

interface Arguments {
  /** Of the environment; ps without one is for all. */
  readonly name?: string;
  readonly local?: boolean;
  readonly json?: boolean;
}

interface UpArguments extends Arguments {
  readonly name: string;
  /** The Compose file. @default - the usual names are tried */
  readonly file?: string;
  readonly cluster?: string;
  readonly separate?: boolean;
  readonly fixedPorts?: boolean;
}

interface DownArguments extends Arguments {
  readonly name: string;
  readonly autoApprove?: boolean;
}

/** `npm run compose -- up|ps|down`: a Compose file on a cluster, an environment for each branch. */
export function composeCommand(): Command {
  const name = () => new Option("--name <name>", "name of the environment, e.g. that of a branch");
  const local = () => new Option("--local", "on the local AWS of npm start instead of your account");
  const json = () => new Option("--json", "for programs: what is up, and where");
  const up = new Command("up")
    .description("Bring up a Compose file as an environment; again after a change.")
    .usage("--name <name> [options]")
    .addOption(name().makeOptionMandatory())
    .option("-f, --file <file>", "the Compose file (default: that in this folder)")
    .option("--cluster <name>", "the cluster that it runs on")
    .option("--separate", "a service of its own for each service of the file")
    .option("--fixed-ports", "host ports as they are written, not picked by ECS")
    .addOption(local())
    .addOption(json())
    .addHelpText(
      "after",
      "\nExamples:\n  npm run compose -- up --name login\n  npm run compose -- up --name login -f compose.yml --cluster cluster01",
    )
    .action(bringUp);
  const ps = new Command("ps")
    .description("List what is up, and where its ports are.")
    .addOption(name())
    .addOption(local())
    .addOption(json())
    .addHelpText("after", "\nExamples:\n  npm run compose -- ps\n  npm run compose -- ps --name login --json")
    .action(list);
  const down = new Command("down")
    .description("Take an environment down, after asking for approval.")
    .usage("--name <name> [options]")
    .addOption(name().makeOptionMandatory())
    .option("--auto-approve", "do not ask")
    .addOption(local())
    .addHelpText(
      "after",
      "\nExamples:\n  npm run compose -- down --name login\n  npm run compose -- down --name login --auto-approve",
    )
    .action(takeDown);
  return new Command("compose")
    .description("Run Compose files on a cluster, an environment for each branch.")
    .usage("-- <command> [options]")
    .helpCommand(false)
    .addCommand(up)
    .addCommand(ps)
    .addCommand(down)
    .addHelpText(
      "after",
      "\nExamples:\n  npm run compose -- up --name login\n  npm run compose -- up --help",
    );
}

async function bringUp(args: UpArguments): Promise<void> {
  // npm runs scripts in the project's folder, wherever it was called.
  const { file, override } = findComposeFile(process.env.INIT_CWD ?? process.cwd(), process.cwd(), args.file);
  if (override !== undefined) {
    process.stderr.write(
      `${override} is not read: write both into one file, e.g. with 'docker compose config', and name it with -f.\n`,
    );
  }
  const environment = await prepare(args, [...contextOf(args), `file=${file}`]);
  for (const annotation of environment.prepared.stack.annotations) {
    process.stderr.write(`${annotation}\n`);
  }
  const { ECSClient } = await import("@aws-sdk/client-ecs");
  const { backend, prepared, terraform } = environment;
  await callAws(() =>
    requireClusters(new ECSClient(clientConfig(backend.region, prepared.local)), environment),
  );
  await environment.init();
  const plan = await terraform.plan();
  if (plan.hasChanges) {
    const { local } = prepared;
    await applyPlan({ prepared, terraform, plan, local }, { title: `Bringing up ${args.name}` });
  }
  plan.remove();
  await show(environment, args);
}

async function list(args: Arguments): Promise<void> {
  await show(await prepare(args, [NO_FILE]), args);
}

async function takeDown(args: DownArguments): Promise<void> {
  const { name, autoApprove = false } = args;
  if (!autoApprove) {
    requireTerminal("compose -- down", "add --auto-approve");
  }
  const environment = await prepare(args, [NO_FILE]);
  await environment.init();
  const state = await environment.state();
  if (state === "unknown") {
    throw new UserError(`There is no '${name}': 'npm run compose -- ps' lists what is up.`);
  }
  if (state === "down") {
    console.log(`'${name}' is down already.`);
    return;
  }
  const { terraform } = environment;
  const plan = await terraform.plan({ destroy: true });
  if (!autoApprove) {
    printLines(plan.actions.map(({ address }) => `  ${address}`));
    await approve({ question: `Take down '${name}', ${plan.size} resources?` });
  }
  await terraform.apply(plan, { title: `Taking down ${name}` });
  plan.remove();
}

/** Shows where environments run: one, or all. */
async function show(environment: EnvironmentStack, { name: only, json }: Arguments): Promise<void> {
  const { environments, reports } = await inquire(environment, only);
  if (json === true) {
    printJson(
      environments.map(({ name }) => ({
        name,
        services: reports
          .filter((report) => report.environment === name)
          .map(({ service, running, desired, tasks }) => ({ service, running, desired, tasks })),
      })),
    );
    return;
  }
  printLines(environmentTable(environments, reports));
}

async function inquire(
  { backend, name, prepared }: EnvironmentStack,
  only: string | undefined,
): Promise<{ environments: Environment[]; reports: ServiceReport[] }> {
  // They take a second to load, which nobody else shall wait for.
  const [{ S3Client }, { ECSClient }, { EC2Client }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-ecs"),
    import("@aws-sdk/client-ec2"),
  ]);
  const config = clientConfig(backend.region, prepared.local);
  return callAws(async () => {
    const all = await listEnvironments(new S3Client(config), backend, name);
    const environments = only === undefined ? all : all.filter((one) => one.name === only);
    const reports = await reportServices(new ECSClient(config), new EC2Client(config), environments);
    return { environments, reports };
  });
}

function prepare(args: Arguments, context: readonly string[]): Promise<EnvironmentStack> {
  const { name = "any", local = false } = args;
  return EnvironmentStack.prepare({ local, name, context, report: reporterFor(args, context) });
}

/** What the program is told beside the name. */
function contextOf({ cluster, separate, fixedPorts }: UpArguments): string[] {
  return [
    ...(cluster === undefined ? [] : [`cluster=${cluster}`]),
    ...(separate === true ? ["services=separate"] : []),
    ...(fixedPorts === true ? ["hostPorts=as-written"] : []),
  ];
}

/** A list comes alone. */
function reporterFor({ json = false, name }: Arguments, context: readonly string[]): StepReporter {
  const isList = context.includes(NO_FILE) && name === undefined;
  return stepReporter(json || isList);
}
