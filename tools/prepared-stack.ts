import { join } from "node:path";

import { run, type RunResult } from "./child-process";
import { checkVariables, type VariableValue } from "./input-variables";
import { localAwsEnvironment } from "./local-aws/environment";
import { limitRetries } from "./local-aws/retry-override";
import { findRunning, LOCAL_FOLDER, type RunningLocalAws } from "./local-aws/running";
import { createStateBucket } from "./local-aws/state-bucket";
import { synthesize, type SynthesizedStack } from "./synthesis";
import { terraformEnvironment, type TerraformEnvironment } from "./terraform-environment";
import { succeeded } from "./terraform-errors";

/** What a command is about. */
export interface StackOptions {
  readonly projectDirectory: string;
  /** Against the local AWS that `npm start` runs. */
  readonly local: boolean;
  readonly context: readonly string[];
  /** @default - none */
  readonly variables?: readonly VariableValue[];
  /** See {@link synthesize}. */
  readonly app?: string;
  /** Folder that gets what is synthesized. @default "cdktf.out" */
  readonly outputFolder?: string;
}

/** A synthesized stack, and how Terraform reaches its account. */
export interface PreparedStack extends TerraformEnvironment {
  readonly stack: SynthesizedStack;
  readonly outputDirectory: string;
  /** Undefined on the user's account. */
  readonly local: RunningLocalAws | undefined;
}

/**
 * Synthesizes the stack and checks the values of its variables. On the local AWS its state bucket is made, too, as
 * every environment has one of its own.
 *
 * @throws UserError
 */
export async function prepareStack(options: StackOptions): Promise<PreparedStack> {
  const { projectDirectory, context, variables = [], app, outputFolder = "cdktf.out" } = options;
  const outputDirectory = options.local ? join(LOCAL_FOLDER, outputFolder) : outputFolder;
  const local = options.local ? await findRunning(projectDirectory) : undefined;
  const { terraform, env: base } = await terraformEnvironment(process.env);
  const env = local === undefined ? base : localAwsEnvironment(base, local);
  const stack = await synthesize({ projectDirectory, outputDirectory, context, env, app });
  await checkVariables(variables, stack, { terraform, env });
  if (local !== undefined) {
    limitRetries(stack.directory);
    if (stack.backend !== undefined) {
      await createStateBucket(local.endpoint, stack.backend.bucket, stack.backend.region);
    }
  }
  return { stack, outputDirectory, local, terraform, env };
}

/** How to run Terraform in a stack. */
export interface TerraformRun {
  /** What it is about, for people. @default - the stack's name */
  readonly what?: string;
  /** Gets every line of its output as it comes. @default - lines are only collected */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs Terraform in the folder of a stack.
 *
 * @throws UserError if it fails
 */
export async function runTerraform(
  { stack, terraform, env }: PreparedStack,
  args: readonly string[],
  { what = stack.name, onLine }: TerraformRun = {},
): Promise<RunResult> {
  return succeeded(await run(terraform.binary, args, { cwd: stack.directory, env, onLine }), what);
}
