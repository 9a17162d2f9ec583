import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";

import { type LocalAws, startLocalAws } from "../local-aws/local-aws";
import { LocalDeployment } from "../local-aws/local-deployment";
import { nextCommands } from "../local-aws/next-commands";
import { announce, LOCAL_FOLDER, refuseSecond } from "../local-aws/running";
import { interruption, onAbort } from "../process/interrupts";
import { Interrupted, UserError } from "../process/user-error";
import { printWarnings } from "../terraform/diagnostics";
import { prepared } from "../terraform/prepared-stack";
import { synthesize, type SynthesizedStack } from "../terraform/synthesis";
import { terraformEnvironment } from "../terraform/terraform-environment";
import { StepReporter } from "../terminal/step-reporter";
import { outputLines, printLines } from "./report";

/** `npm start`: the default environment on a local AWS, until Ctrl-C; with `--once` a check of the whole chain. */
export function startCommand(): Command {
  return new Command("start")
    .description("Deploy the default environment to a local AWS on this machine, until Ctrl-C.")
    .usage("-- [options]")
    .option("--once", "verify, destroy and exit instead of staying up: a check of the whole chain")
    .addHelpText("after", "\nExamples:\n  npm start\n  npm start -- --once")
    .action(start);
}

async function start({ once = false }: { readonly once?: boolean }): Promise<void> {
  const projectDirectory = process.cwd();
  await refuseSecond(projectDirectory);

  const report = new StepReporter();
  const { terraform, env } = await terraformEnvironment(process.env);
  const outputDirectory = join(LOCAL_FOLDER, "cdktf.out");
  const stack = await report.step("Synthesizing", () =>
    synthesize({ projectDirectory, outputDirectory, context: [], env }),
  );
  printWarnings(stack.warnings);
  const aws = await report.step("Starting a local AWS", () =>
    startLocalAws({
      projectDirectory,
      region: stack.backend?.region,
      env,
      log: console.log,
      logFile: join(LOCAL_FOLDER, "moto.log"),
    }),
  );
  try {
    console.log(`${terraform.product} ${terraform.version}, ${aws.description} at ${aws.endpoint}`);
    const { endpoint, region } = aws;
    const withdraw = await announce(projectDirectory, { endpoint, region, pid: process.pid });
    mkdirSync(LOCAL_FOLDER, { recursive: true });
    const deployment = new LocalDeployment({
      logDirectory: LOCAL_FOLDER,
      prepared: prepared(stack, { terraform, env: aws.env }, { command: "start", aws: "local", context: [] }),
      aws,
      report,
    });
    await (once ? checkOnce(deployment) : stayUp(deployment, aws, stack)).finally(withdraw);
  } finally {
    await aws.stop();
  }
}

async function checkOnce(deployment: LocalDeployment): Promise<void> {
  await deployAndShow(deployment);
  await deployment.verifyConverged();
  await deployment.destroy();
  await deployment.verifyNothingLeft();
}

/** Returns after Ctrl-C. */
async function stayUp(deployment: LocalDeployment, aws: LocalAws, stack: SynthesizedStack): Promise<void> {
  await deployAndShow(deployment);
  console.log("To try next, in another terminal:");
  for (const { purpose, command } of nextCommands(Object.keys(stack.variables))) {
    console.log(`\n  ${purpose}:\n    ${command}`);
  }
  console.log("\nThe local AWS stays up until Ctrl-C.");
  if (interruption.aborted) {
    throw new Interrupted();
  }
  const interrupted = new Promise<"interrupted">((resolve) => {
    onAbort(interruption, () => {
      resolve("interrupted");
    });
  });
  if ((await Promise.race([interrupted, aws.ended])) !== "interrupted") {
    throw new UserError(`The AWS emulator has ended by itself; its log is ${LOCAL_FOLDER}/moto.log.`);
  }
}

async function deployAndShow(deployment: LocalDeployment): Promise<void> {
  printLines([...outputLines(await deployment.deploy()), ""]);
}
