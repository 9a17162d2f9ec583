import { readFileSync } from "node:fs";
import { join } from "node:path";

import { callAws, clientConfig } from "./compose/aws";
import { type ComposeArguments, parseComposeArguments } from "./compose/arguments";
import { Branch, type Workplace } from "./compose/branch";
import { requireClusters } from "./compose/clusters";
import { findComposeFile } from "./compose/compose-file";
import { type Environment, listEnvironments } from "./compose/environments";
import { environmentTable } from "./compose/table";
import { reportServices, type ServiceReport } from "./compose/tasks";
import { onInterrupt, watchForInterrupts } from "./interrupts";
import { localAwsEnvironment } from "./local-aws/environment";
import { findRunning, LOCAL_FOLDER } from "./local-aws/running";
import { StepReporter } from "./step-reporter";
import { terraformEnvironment } from "./terraform-environment";
import { runTool, UserError } from "./user-error";

/** For an empty stack, which knows where states are. */
const NO_FILE = "file=";

const projectDirectory = process.cwd();
// The SDK's advice on versions of Node is for the project, not for its users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** `npm run compose -- up|ps|down`: a branch of a Compose file on a cluster. */
async function main(): Promise<number> {
  const args = parseComposeArguments(process.argv.slice(2));
  if (args.help) {
    console.log(readFileSync(join(__dirname, "..", "help"), "utf8"));
    return 0;
  }
  watchForInterrupts();
  const place = await workplace(args);
  onInterrupt(() => {
    process.stderr.write("\nStopping: Terraform finishes what it has begun.\n");
  });
  const commands = { up, ps, down };
  return commands[args.command](place, args);
}

async function up(place: Workplace, args: ComposeArguments): Promise<number> {
  const { name = "", json } = args;
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
  const context = [...args.context, `file=${file}`];
  const branch = await place.report.step("Reading the Compose file", () =>
    Branch.synthesize(place, name, context),
  );
  const { ECSClient } = await import("@aws-sdk/client-ecs");
  for (const annotation of branch.stack.annotations) {
    process.stderr.write(`${annotation}\n`);
  }
  await callAws(() =>
    requireClusters(new ECSClient(clientConfig(branch.backend.region, place.local)), branch),
  );
  await branch.init();
  await branch.apply();
  await show(place, branch, json, name);
  return 0;
}

async function ps(place: Workplace, { name, json }: ComposeArguments): Promise<number> {
  const branch = await Branch.synthesize(place, name ?? "any", [NO_FILE]);
  await show(place, branch, json, name);
  return 0;
}

async function down(place: Workplace, { name = "", autoApprove }: ComposeArguments): Promise<number> {
  if (!autoApprove && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new UserError(
      "npm run compose -- down asks for approval, and there is no terminal to ask on: add --auto-approve.",
    );
  }
  const branch = await Branch.synthesize(place, name, [NO_FILE]);
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
async function show(
  place: Workplace,
  branch: Branch,
  json: boolean,
  only: string | undefined,
): Promise<void> {
  const { environments, reports } = await inquire(place, branch, only);
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
  { local }: Workplace,
  { backend, name }: Branch,
  only: string | undefined,
): Promise<{ environments: Environment[]; reports: ServiceReport[] }> {
  // They take a second to load, which nobody else shall wait for.
  const [{ S3Client }, { ECSClient }, { EC2Client }] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-ecs"),
    import("@aws-sdk/client-ec2"),
  ]);
  const config = clientConfig(backend.region, local);
  return callAws(async () => {
    const all = await listEnvironments(new S3Client(config), backend, name);
    const environments = only === undefined ? all : all.filter((one) => one.name === only);
    const reports = await reportServices(new ECSClient(config), new EC2Client(config), environments);
    return { environments, reports };
  });
}

async function workplace({ local, json }: ComposeArguments): Promise<Workplace> {
  const running = local ? await findRunning(projectDirectory) : undefined;
  const { terraform, env } = await terraformEnvironment(process.env);
  return {
    projectDirectory,
    outputFolder: local ? LOCAL_FOLDER : "cdktf.out",
    forTerraform: { terraform, env: running === undefined ? env : localAwsEnvironment(env, running) },
    local: running,
    // Output for programs comes alone.
    report: new StepReporter(json ? process.stderr : process.stdout),
  };
}

void runTool(main);
