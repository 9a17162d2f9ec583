import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";

import { ContainerEngine } from "../acceptance/container-engine";
import { signInOf } from "../aws/registry-sign-in";
import { UserError } from "../process/user-error";
import { OUTPUTS } from "../stack-outputs";
import { type PreparedStack, prepareStack } from "../terraform/prepared-stack";
import { TerraformCli } from "../terraform/terraform-cli";
import type { StepReporter } from "../terminal/step-reporter";
import { addEnvironmentName } from "./options";
import { printJson, stepReporter } from "./report";

interface Arguments {
  readonly context: readonly string[];
  readonly folder?: string;
  readonly json?: boolean;
}

/** `npm run image -- <service> <version>`: builds the image of a service, pushes it, and tells its digest. */
export function imageCommand(): Command {
  const command = new Command("image")
    .description(
      "Build the image of a service with docker, podman or finch, push it to the service's repository, and tell its digest.",
    )
    .usage("-- <service> <version> [options]")
    .argument("<service>", "its key, e.g. app")
    .argument("<version>", "the image tag")
    .allowExcessArguments(false);
  return addEnvironmentName(command)
    .option("--folder <path>", "with the Dockerfile (default: the folder named like the service)")
    .option("--json", "for programs: the image and its digest")
    .addHelpText(
      "after",
      "\nA repository of ECR must be deployed before: its name, and how to sign in, come from AWS.\n" +
        "Exit code: 0 if the image is in the repository, 1 otherwise.\n\n" +
        "Examples:\n  npm run image -- app v2\n  npm run image -- shop v2 --folder services/shop",
    )
    .action(image);
}

async function image(service: string, version: string, args: Arguments): Promise<void> {
  const { context, folder = service, json = false } = args;
  if (!TAG.test(version)) {
    throw new UserError(`'${version}' is no image tag other than latest: write it like v2 or 1.4.0.`);
  }
  if (!existsSync(join(folder, "Dockerfile"))) {
    throw new UserError(`There is no ${join(folder, "Dockerfile")}: name its folder with --folder.`);
  }
  const engine = ContainerEngine.find(process.env);
  if (engine === undefined) {
    throw new UserError("There is none of docker, podman and finch on this machine: install one of them.");
  }
  const report = stepReporter(json);
  const prepared = await prepareStack({ projectDirectory: process.cwd(), command: "image", context, report });
  const { command } = prepared.subject;
  const repository = await repositoryOf(service, prepared, report);
  const name = `${repository}:${version}`;

  const signIn = await signInOf(repository);
  if (signIn !== undefined) {
    await engine.signIn(signIn.registry, signIn.user, signIn.password);
  }
  await report.step(`Building and pushing ${name}`, () => engine.buildAndPush(name, folder));
  const digest = await engine.digestOf(name);
  if (json) {
    printJson({ image: name, digest });
  } else {
    console.log(
      `${name} is ${digest}\nTo deploy it: ${command("bump", service, version)} && ${command("deploy")}`,
    );
  }
}

/** Where the images of a service are: known to the program, or, of a repository that Terraform makes, to its state. */
async function repositoryOf(service: string, prepared: PreparedStack, report: StepReporter): Promise<string> {
  const output = `${service}${OUTPUTS.repository.suffix}`;
  const { outputs } = prepared.stack;
  const known = (outputs[output] as { readonly value: string } | undefined)?.value;
  if (known === undefined) {
    const services = Object.keys(outputs).filter((name) => name.endsWith(OUTPUTS.repository.suffix));
    const keys = services.map((name) => name.slice(0, -OUTPUTS.repository.suffix.length));
    throw new UserError(
      `There is no service '${service}' with a repository; there are: ${keys.join(", ") || "none"}.`,
    );
  }
  if (!known.includes("${")) {
    return known;
  }
  const terraform = new TerraformCli(prepared, report);
  await terraform.init();
  const deployed = (await terraform.outputs())[output]?.value;
  if (typeof deployed !== "string") {
    throw new UserError(
      `The repository of '${service}' is not there yet: run '${prepared.subject.command("deploy")}' first.`,
    );
  }
  return deployed;
}

const TAG = /^(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
