import { type Accepted, type InputKind, programOf } from "../../support/random-input/assert-judged";
import { isForInstalledProvider } from "../../support/random-input/installed-provider";
import { validateTogether } from "./validate-together";

/** What Terraform has said of stacks. */
export interface Validated {
  /** What it does not take for valid, as programs to paste into a test. */
  readonly invalid: readonly string[];
  /** How many it was not asked about, as they need a newer provider than the installed one. */
  readonly leftOut: number;
}

/** Asks Terraform about what was accepted. @param env in which Terraform finds its provider */
export async function validated(
  kind: InputKind,
  accepted: readonly Accepted[],
  env: NodeJS.ProcessEnv,
): Promise<Validated> {
  const asked = accepted.filter(({ stack }) => isForInstalledProvider(stack));
  const errors = await validateTogether(
    asked.map(({ stack }) => stack),
    env,
  );
  const invalid = [...errors].map(([index, problems]) => programOf(kind, asked[index]?.input, problems));
  return { invalid, leftOut: accepted.length - asked.length };
}
