import { join } from "node:path";

import { localAwsEnvironment, withoutAws } from "../local-aws/environment";
import { adaptToLocalAws } from "../local-aws/provider-override";
import { findRunning, LOCAL_FOLDER, type RunningLocalAws } from "../local-aws/running";
import { createStateBucket } from "../local-aws/state-bucket";
import { makePrivateFolder } from "../process/private-folder";
import { UserError } from "../process/user-error";
import type { StepReporter } from "../terminal/step-reporter";
import { printWarnings } from "./diagnostics";
import type { Subject } from "./failures";
import { checkVariables, type VariableValue } from "./input-variables";
import { goOffline } from "./offline-override";
import { TERRAFORM_LOCK_FILE } from "./provider-lock";
import { ownStateBucket, synthesize, type SynthesizedStack } from "./synthesis";
import { terraformEnvironment, type TerraformEnvironment } from "./terraform-environment";

/** The project's folder for lock files of providers, by stack: users commit it. */
export const LOCKS = "locks";

/** What a command is about. */
export interface StackOptions {
  readonly projectDirectory: string;
  /** The command, as `npm run` knows it, such as `deploy`. */
  readonly command: string;
  /** `local`: the local AWS that `npm start` runs; `offline`: none, for a plan. @default "account" */
  readonly aws?: "account" | "local" | "offline";
  readonly context: readonly string[];
  /** @default - none */
  readonly variables?: readonly VariableValue[];
  /** See {@link synthesize}. */
  readonly app?: string;
  /** Folder that gets what is synthesized. @default "cdktf.out" */
  readonly outputFolder?: string;
  readonly report: StepReporter;
}

/** A synthesized stack, and how Terraform reaches its account. */
export interface PreparedStack extends TerraformEnvironment {
  readonly stack: SynthesizedStack;
  /** Undefined on the user's account, and offline. */
  readonly local: RunningLocalAws | undefined;
  readonly subject: Subject;
  /** The command that works on it, such as `npm run deploy`. */
  readonly commandLine: string;
}

/**
 * Synthesizes the stack and checks the values of its variables. On the local AWS its state bucket is made, too, as
 * every environment has one of its own.
 *
 * @throws UserError
 */
export async function prepareStack(options: StackOptions): Promise<PreparedStack> {
  const { projectDirectory, context, variables = [], app, report, aws = "account" } = options;
  const local = aws === "local" ? await findRunning(projectDirectory) : undefined;
  const forTerraform = await environmentFor(aws, local);
  const stack = await report.step("Synthesizing", () =>
    synthesize({
      projectDirectory,
      outputDirectory: outputDirectoryOf(options),
      context,
      env: forTerraform.env,
      app,
    }),
  );
  printWarnings(stack.warnings);
  await checkVariables(variables, stack, forTerraform);
  if (aws === "offline") {
    goOffline(stack.directory);
  }
  if (local !== undefined) {
    adaptToLocalAws(stack.directory);
    if (stack.backend !== undefined && ownStateBucket(stack) === undefined) {
      await createStateBucket(local.endpoint, stack.backend.bucket, stack.backend.region);
    }
  }
  const lockFile = aws === "account" ? join(LOCKS, `${lockName(stack, options)}.hcl`) : undefined;
  return { ...prepared(stack, forTerraform, { ...options, lockFile }), local };
}

/**
 * A stack that is synthesized already, as Terraform is to be run on it.
 *
 * @param options.lockFile of its providers; by default Terraform's own, which goes with what is synthesized
 */
export function prepared(
  stack: SynthesizedStack,
  { terraform, env }: TerraformEnvironment,
  options: Pick<StackOptions, "command" | "aws" | "context" | "app"> & { readonly lockFile?: string },
): PreparedStack {
  const { backend, resources } = stack;
  const command: Subject["command"] = (name, ...more) => {
    const args = [...more, ...sameStack(options)];
    return [`npm run ${name}`, ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
  };
  const subject: Subject = {
    name: stack.name,
    state:
      backend === undefined
        ? stack.directory
        : `s3://${backend.bucket}/${backend.key} ${env.AWS_ENDPOINT_URL ?? ""}`.trim(),
    lockFile: options.lockFile ?? join(stack.directory, TERRAFORM_LOCK_FILE),
    isTemporary: options.command === "start",
    describe: (address) => {
      const path = resources.get(address);
      return path === undefined ? address : `${path} (${address.split(".")[0] ?? ""})`;
    },
    command,
    // Other programs than main.ts have no stack for it.
    makeStateBucket:
      options.app === undefined || backend === undefined
        ? command("bootstrap")
        : `aws s3 mb s3://${backend.bucket} --region ${backend.region}`,
  };
  return { stack, terraform, env, subject, local: undefined, commandLine: `npm run ${options.command}` };
}

/** @throws UserError if another stack than the synthesized one is named */
export function requireStack({ stack }: PreparedStack, name: string | undefined): void {
  if (name !== undefined && name !== stack.name) {
    throw new UserError(
      `There is no stack '${name}': this is '${stack.name}'; another environment is chosen with -c environment=<name>.`,
    );
  }
}

/** Compose environments, which come and go with branches, have one lock file in common. */
function lockName({ name }: SynthesizedStack, { command }: StackOptions): string {
  return command === "compose" ? command : name;
}

/** The arguments with which other commands reach the same stack. */
function sameStack({ aws, context, app }: Pick<StackOptions, "aws" | "context" | "app">): string[] {
  const where = context.filter((pair) => !/^[^=]+\.version=/.test(pair));
  return [
    ...(aws === "local" ? ["--local"] : []),
    ...(app === undefined ? [] : [`--app "${app}"`]),
    ...where.flatMap((pair) => ["-c", pair]),
  ];
}

function outputDirectoryOf({ aws, outputFolder = "cdktf.out" }: StackOptions): string {
  switch (aws) {
    case "local":
      return join(LOCAL_FOLDER, outputFolder);
    case "offline":
      return makePrivateFolder("offline").path;
    default:
      return outputFolder;
  }
}

async function environmentFor(
  aws: StackOptions["aws"],
  local: RunningLocalAws | undefined,
): Promise<TerraformEnvironment> {
  if (aws === "offline") {
    return terraformEnvironment(withoutAws(process.env), { offline: true });
  }
  const { terraform, env } = await terraformEnvironment(process.env);
  return { terraform, env: local === undefined ? env : localAwsEnvironment(env, local) };
}
