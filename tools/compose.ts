import { readFileSync } from "node:fs";
import { join } from "node:path";

import { callAws, clientConfig } from "./aws-client";
import { type ComposeArguments, parseComposeArguments } from "./compose/arguments";
import { Branch } from "./compose/branch";
import { requireClusters } from "./compose/clusters";
import { findComposeFile } from "./compose/compose-file";
import { type Environment, listEnvironments } from "./compose/environments";
import { environmentTable } from "./compose/table";
import { reportServices, type ServiceReport } from "./compose/tasks";
import { onInterrupt, watchForInterrupts } from "./interrupts";
import { StepReporter } from "./step-reporter";
import { runTool, UserError } from "./user-error";

/** For an empty stack, which knows where states are. */
const NO_FILE = "file=";

const projectDirectory = process.cwd();

/** `npm run compose -- up|ps|down`: a branch of a Compose file on a cluster. */
async function main(): Promise<number> {
  const args = parseComposeArguments(process.argv.slice(2));
  if (args.help) {
    console.log(readFileSync(join(__dirname, "..", "help"), "utf8"));
    return 0;
  }
  watchForInterrupts();
  onInterrupt(() => {
    process.stderr.write("\nStopping: Terraform finishes what it has begun.\n");
  });
  const commands = { up, ps, down };
  return commands[args.command](args);
}

async function up(args: ComposeArguments): Promise<number> {
  // npm runs scripts in the project's folder, wherever it was called.
  const { file, override } = findComposeFile(
    process.env.INIT_CWD ?? projectDirectory,
    projectDirectory,
    args.file,
  );
  if (override !== undefined) {
    process.stderr.write(
      `${override} is not read: write both into one file, e.g. with 'docker compose config', and name it with -f.\n`,
    );
  }
  const branch = await reporter(args).step("Synthesizing", () =>
    prepare(args, [...args.context, `file=${file}`]),
  );
  const { ECSClient } = await import("@aws-sdk/client-ecs");
  for (const annotation of branch.prepared.stack.annotations) {
    process.stderr.write(`${annotation}\n`);
  }
  await callAws(() =>
    requireClusters(new ECSClient(clientConfig(branch.backend.region, branch.prepared.local)), branch),
  );
  await branch.init();
  await branch.apply();
  await show(branch, args);
  return 0;
}

async function ps(args: ComposeArguments): Promise<number> {
  const branch = await prepare(args, [NO_FILE]);
  await show(branch, args);
  return 0;
}

async function down(args: ComposeArguments): Promise<number> {
  const { name = "", autoApprove } = args;
  if (!autoApprove && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new UserError(
      "npm run compose -- down asks for approval, and there is no terminal to ask on: add --auto-approve.",
    );
  }
  const branch = await prepare(args, [NO_FILE]);
  await branch.init();
  const state = await branch.state();
  if (state === "unknown") {
    throw new UserError(`There is no '${name}': 'npm run compose -- ps' lists what is up.`);
  }
  if (state === "down") {
    console.log(`'${name}' is down already.`);
    return 0;
  }
  if (!autoApprove) {
    return branch.askAndDestroy();
  }
  await branch.destroy();
  return 0;
}

/** Shows where branches run: one, or all. */
async function show(branch: Branch, { name: only, json }: ComposeArguments): Promise<void> {
  const { environments, reports } = await inquire(branch, only);
  if (json) {
    const services = environments.map(({ name }) => ({
      name,
      services: reports
        .filter(({ environment }) => environment === name)
        .map(({ service, running, desired, tasks }) => ({ service, running, desired, tasks })),
    }));
    console.log(JSON.stringify(services, null, 2));
    return;
  }
  environmentTable(environments, reports).forEach((line) => {
    console.log(line);
  });
}

async function inquire(
  { backend, name, prepared }: Branch,
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

function prepare(args: ComposeArguments, context: readonly string[]): Promise<Branch> {
  const { name = "any", local } = args;
  return Branch.prepare({ projectDirectory, local, name, context, report: reporter(args) });
}

/** Output for programs comes alone. */
function reporter({ json }: ComposeArguments): StepReporter {
  return new StepReporter(json ? process.stderr : process.stdout);
}

void runTool(main);
