import { type AcceptedEnvironment, programOf } from "../../support/random-environments/assert-environments";
import { settingsOf } from "../../support/random-environments/random-environment";
import type { SynthesizedStack } from "../../support/synth";
import { validateTogether } from "./validate-together";

/** What Terraform has said of environments. */
export interface Validated {
  /** What it does not take for valid, as programs to paste into a test. */
  readonly invalid: readonly string[];
  /** How many it was not asked about, as they need a newer provider than the installed one. */
  readonly leftOut: number;
}

/** Asks Terraform about environments that are accepted. @param env in which Terraform finds its provider */
export async function validated(
  accepted: readonly AcceptedEnvironment[],
  env: NodeJS.ProcessEnv,
): Promise<Validated> {
  const asked = accepted.filter(({ stack }) => isForInstalledProvider(stack));
  const stacks = asked.map(({ stack }) => stack);
  const errors = await validateTogether(stacks, env);
  const invalid = [...errors].map(([index, problems]) => {
    const environment = asked[index]?.environment;
    const settings = environment && settingsOf(environment);
    return programOf(settings, { kind: "wrong", problems }, JSON.stringify(environment?.edits));
  });
  return { invalid, leftOut: accepted.length - asked.length };
}

/** Whether Terraform can be asked about it here: what a feature of a newer AWS provider needs is not installed. */
export function isForInstalledProvider({ json }: SynthesizedStack): boolean {
  const { required_providers: providers } = json.terraform as {
    readonly required_providers: { readonly aws: { readonly version: string } };
  };
  return providers.aws.version.startsWith("~> 5.");
}
