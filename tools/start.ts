import { join } from "node:path";

import { onInterrupt, watchForInterrupts } from "./interrupts";
import { type LocalAws, startLocalAws } from "./local-aws/local-aws";
import { announce, LOCAL_FOLDER, refuseSecond } from "./local-aws/running";
import { LocalDeployment } from "./local-deployment";
import { nextCommands } from "./next-commands";
import { parseStartArguments } from "./start-arguments";
import { StepReporter } from "./step-reporter";
import { synthesize, type SynthesizedStack } from "./synthesis";
import { terraformEnvironment } from "./terraform-environment";
import { runTool, UserError } from "./user-error";

const projectDirectory = process.cwd();
const outputDirectory = join(LOCAL_FOLDER, "cdktf.out");

/** `npm start`: the default environment on a local AWS, until Ctrl-C; with `--once` a check of the whole chain. */
async function main(): Promise<number> {
  const { once } = parseStartArguments(process.argv.slice(2));
  watchForInterrupts();
  await refuseSecond(projectDirectory);

  const report = new StepReporter();
  const { terraform, env } = await terraformEnvironment(process.env);
  const stack = await report.step("Synthesizing", () =>
    synthesize({ projectDirectory, outputDirectory, context: [], env }),
  );
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
    const deployment = new LocalDeployment({
      projectDirectory,
      outputDirectory,
      logDirectory: LOCAL_FOLDER,
      stack,
      aws,
      terraform: terraform.binary,
      report,
    });
    await (once ? checkOnce(deployment) : stayUp(deployment, aws, stack)).finally(withdraw);
    return 0;
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
  const outputs = await deployAndShow(deployment);
  console.log("To try next, in another terminal:");
  const variables = Object.keys(stack.variables);
  for (const { purpose, command } of nextCommands({ ...aws, variables, outputs })) {
    console.log(`\n  ${purpose}:\n    ${command}`);
  }
  console.log("\nThe local AWS stays up until Ctrl-C.");
  const interrupted = new Promise<"interrupted">((resolve) => {
    onInterrupt(() => {
      resolve("interrupted");
    });
  });
  if ((await Promise.race([interrupted, aws.ended])) !== "interrupted") {
    throw new UserError(`The AWS emulator has ended by itself; its log is ${LOCAL_FOLDER}/moto.log.`);
  }
}

async function deployAndShow(deployment: LocalDeployment): Promise<Record<string, unknown>> {
  const removeListener = onInterrupt(() => {
    console.log("\nStopping: Terraform finishes what it has begun.");
  });
  await deployment.deploy().finally(removeListener);
  const outputs = await deployment.outputs();
  console.log("\nOutputs:");
  for (const [name, value] of Object.entries(outputs)) {
    console.log(`  ${name} = ${typeof value === "string" ? value : JSON.stringify(value)}`);
  }
  console.log();
  return outputs;
}

void runTool(main);
