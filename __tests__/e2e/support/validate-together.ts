import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../tools/process/child-process";
import { findTerraform } from "../../../tools/terraform/find-terraform";
import type { SynthesizedStack } from "../../support/synth";

interface Validation {
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly summary: string;
    readonly detail: string;
    readonly range?: { readonly filename: string };
  }[];
}

/**
 * Lets Terraform validate many stacks at once, as modules of one configuration, since most of the time goes into starting
 * the provider. Returns what it says against each, by its number.
 *
 * @param env in which Terraform finds its provider
 */
export async function validateTogether(
  stacks: readonly SynthesizedStack[],
  env: NodeJS.ProcessEnv,
): Promise<Map<number, string[]>> {
  const { binary } = await findTerraform(env);
  const folder = mkdtempSync(join(tmpdir(), "validate-"));
  try {
    stacks.forEach(({ json }, index) => {
      // One provider for all: Terraform would start one for each.
      const { terraform } = json;
      const { required_providers } = terraform as { readonly required_providers: unknown };
      mkdirSync(join(folder, `e${index}`));
      writeFileSync(
        join(folder, `e${index}`, "cdk.tf.json"),
        JSON.stringify({ ...json, provider: undefined, terraform: { required_providers } }),
      );
    });
    const modules = stacks.map((__, index) => [`e${index}`, { source: `./e${index}` }]);
    writeFileSync(
      join(folder, "main.tf.json"),
      JSON.stringify({
        provider: { aws: [{ region: "eu-west-1" }] },
        module: Object.fromEntries(modules) as object,
      }),
    );
    const init = await run(binary, ["init", "-backend=false", "-input=false", "-no-color"], {
      cwd: folder,
      env,
    });
    if (init.code !== 0) {
      throw new Error(init.stderr);
    }
    const { stdout } = await run(binary, ["validate", "-json"], { cwd: folder, env });
    return errorsOf(JSON.parse(stdout) as Validation);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function errorsOf({ diagnostics }: Validation): Map<number, string[]> {
  const errors = new Map<number, string[]>();
  for (const { severity, summary, detail, range } of diagnostics.filter((one) => one.severity === "error")) {
    const index = Number(/\be(\d+)[/\\]/.exec(range?.filename ?? "")?.[1] ?? -1);
    errors.set(index, [...(errors.get(index) ?? []), `${severity}: ${summary}: ${detail}`]);
  }
  return errors;
}
