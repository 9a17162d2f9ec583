import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { makePrivateFolder } from "../process/private-folder";
import { run } from "../process/child-process";
import { diagnosticsIn, parseMessages } from "./messages";
import type { SynthesizedStack } from "./synthesis";
import type { TerraformEnvironment } from "./terraform-environment";
import { UserError } from "../process/user-error";

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
  const folder = makePrivateFolder("variables");
  try {
    writeFileSync(join(folder.path, "variables.tf.json"), JSON.stringify({ variable: variables }));
    const args = ["plan", "-json", "-input=false", "-refresh=false", ...variableArguments(values)];
    const { code, stdout } = await run(terraform.binary, args, { cwd: folder.path, env });
    if (code !== 0) {
      throw new UserError(firstError(stdout));
    }
  } finally {
    folder.remove();
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
  const [error] = diagnosticsIn(parseMessages(output), "error");
  if (error === undefined) {
    return output;
  }
  const [explanation = ""] = (error.detail ?? error.summary).split("\n\n");
  const given = (error.snippet?.values ?? []).map(({ traversal, statement }) => `${traversal} ${statement}`);
  return [explanation.replaceAll("\n", " ").replace(/\.$/, ""), ...given].join(", but ") + ".";
}
