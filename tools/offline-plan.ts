import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { run } from "./child-process";
import { checkVariables, variableArguments, type VariableValue } from "./input-variables";
import { withoutAws } from "./local-aws/environment";
import { synthesize } from "./synthesis";
import { terraformEnvironment } from "./terraform-environment";
import { UserError } from "./user-error";

/**
 * Merged by Terraform over the synthesized JSON: no remote state, and nothing is asked of AWS.
 * See https://developer.hashicorp.com/terraform/language/files/override
 */
const OFFLINE_OVERRIDE = {
  terraform: { backend: { local: {} } },
  provider: {
    aws: [
      {
        access_key: "offline",
        secret_key: "offline",
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_region_validation: true,
        skip_requesting_account_id: true,
      },
    ],
  },
};

/** What to plan. */
export interface OfflinePlanOptions {
  readonly projectDirectory: string;
  readonly context: readonly string[];
  readonly variables: readonly VariableValue[];
  readonly variableFiles: readonly string[];
  readonly color: boolean;
  /** Whether the plan is wanted as JSON. */
  readonly json: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Gets every line of the plan. */
  readonly onLine: (line: string) => void;
}

/**
 * Plans a new environment with neither account nor emulator nor network, in a temporary folder.
 *
 * @returns with `json` the plan as `terraform show -json` prints it
 * @throws UserError
 */
export async function planOffline(options: OfflinePlanOptions): Promise<string | undefined> {
  const { projectDirectory, context, variables, json, onLine } = options;
  const forTerraform = await terraformEnvironment(withoutAws(options.env), { offline: true });
  const { terraform } = forTerraform;
  // Nothing can be applied afterwards, so Terraform shall not say how.
  const env = { ...forTerraform.env, TF_IN_AUTOMATION: "1" };
  const folder = mkdtempSync(join(tmpdir(), "offline-plan-"));
  try {
    const stack = await synthesize({ projectDirectory, outputDirectory: folder, context, env });
    await checkVariables(variables, stack, forTerraform);
    writeFileSync(join(stack.directory, "offline_override.tf.json"), JSON.stringify(OFFLINE_OVERRIDE));

    const inStack = { cwd: stack.directory, env };
    const color = options.color ? [] : ["-no-color"];
    const init = await run(terraform.binary, ["init", "-input=false", ...color], inStack);
    if (init.code !== 0) {
      throw new UserError(init.stderr);
    }
    const values = [
      ...variableArguments(variables),
      ...options.variableFiles.map((file) => `-var-file=${resolve(projectDirectory, file)}`),
    ];
    const planArguments = ["plan", "-input=false", ...(json ? ["-out=plan"] : []), ...color, ...values];
    const plan = await run(terraform.binary, planArguments, { ...inStack, onLine });
    if (plan.code !== 0) {
      throw new UserError(plan.stderr);
    }
    return json ? (await run(terraform.binary, ["show", "-json", "plan"], inStack)).stdout : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
