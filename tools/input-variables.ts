import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "./child-process";
import type { SynthesizedStack } from "./synthesis";
import type { TerraformEnvironment } from "./terraform-environment";
import { UserError } from "./user-error";

/** A value for one of Terraform's input variables. */
export interface VariableValue {
  readonly name: string;
  readonly value: string;
}

/**
 * Refuses values for variables that the stack does not have, and values that the variable's own validation
 * refuses, before anything is planned. Terraform judges the values, in a folder that holds nothing but the
 * variables and so needs neither provider nor state.
 *
 * @throws UserError
 */
export async function checkVariables(
  values: readonly VariableValue[],
  { variables }: Pick<SynthesizedStack, "variables">,
  { terraform, env }: TerraformEnvironment,
): Promise<void> {
  values.forEach(({ name }) => {
    refuseUnknown(name, Object.keys(variables));
  });
  if (values.length === 0) {
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "terraform-variables-"));
  try {
    writeFileSync(join(folder, "variables.tf.json"), JSON.stringify({ variable: variables }));
    const args = ["plan", "-json", "-input=false", "-refresh=false", ...variableArguments(values)];
    const { code, stdout } = await run(terraform.binary, args, { cwd: folder, env });
    if (code !== 0) {
      throw new UserError(firstError(stdout));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `-var=name=value` for Terraform. */
export function variableArguments(values: readonly VariableValue[]): string[] {
  return values.map(({ name, value }) => `-var=${name}=${value}`);
}

function refuseUnknown(name: string, known: readonly string[]): void {
  if (!known.includes(name)) {
    const spellings = known.map((variable) => variable.replace(/_version$/, ".version"));
    throw new UserError(
      `'-var ${name.replace(/_version$/, ".version")}=…': there is no such variable; known: ${spellings.join(", ")}.`,
    );
  }
}

/** The first paragraph of the first error in Terraform's machine-readable output. */
function firstError(output: string): string {
  for (const line of output.split("\n").filter((text) => text.startsWith("{"))) {
    const { diagnostic } = JSON.parse(line) as { diagnostic?: Diagnostic };
    if (diagnostic?.severity === "error") {
      const [explanation = ""] = diagnostic.detail.split("\n\n");
      const given = (diagnostic.snippet?.values ?? []).map(
        (value) => `${value.traversal} ${value.statement}`,
      );
      return [explanation.replaceAll("\n", " ").replace(/\.$/, ""), ...given].join(", but ") + ".";
    }
  }
  return output;
}

interface Diagnostic {
  readonly severity: string;
  readonly detail: string;
  readonly snippet?: {
    readonly values?: readonly { readonly traversal: string; readonly statement: string }[];
  };
}
