import { join } from "node:path";

import { checkVariables, type VariableValue } from "./input-variables";
import { localAwsEnvironment } from "./local-aws/environment";
import { limitRetries } from "./local-aws/retry-override";
import { findRunning, LOCAL_FOLDER } from "./local-aws/running";
import { createStateBucket } from "./local-aws/state-bucket";
import { synthesize, type SynthesizedStack } from "./synthesis";
import { terraformEnvironment, type TerraformEnvironment } from "./terraform-environment";

/** What a command is about. */
export interface StackOptions {
  readonly projectDirectory: string;
  /** Against the local AWS that `npm start` runs. */
  readonly local: boolean;
  readonly context: readonly string[];
  readonly variables: readonly VariableValue[];
  /** See {@link synthesize}. */
  readonly app?: string;
}

/** A synthesized stack, and how Terraform reaches its account. */
export interface PreparedStack extends TerraformEnvironment {
  readonly stack: SynthesizedStack;
  readonly outputDirectory: string;
}

/**
 * Synthesizes the stack and checks the values of its variables. On the local AWS its state bucket is made, too, as
 * every environment has one of its own.
 *
 * @throws UserError
 */
export async function prepareStack(options: StackOptions): Promise<PreparedStack> {
  const { projectDirectory, local, context, variables, app } = options;
  const outputDirectory = local ? join(LOCAL_FOLDER, "cdktf.out") : "cdktf.out";
  const running = local ? await findRunning(projectDirectory) : undefined;
  const { terraform, env: base } = await terraformEnvironment(process.env);
  const env = running === undefined ? base : localAwsEnvironment(base, running);
  const stack = await synthesize({ projectDirectory, outputDirectory, context, env, app });
  await checkVariables(variables, stack, { terraform, env });
  if (running !== undefined) {
    limitRetries(stack.directory);
    if (stack.backend !== undefined) {
      await createStateBucket(running.endpoint, stack.backend.bucket, stack.backend.region);
    }
  }
  return { stack, outputDirectory, terraform, env };
}
