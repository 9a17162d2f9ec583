import { InputError } from "../../../modules/core";
import { ValidationError } from "../../../modules/core/validation-error";
import type { EnvironmentSettings } from "../../../settings";
import { mistakesOf, settingsDescription } from "../../../settings/check";
import type { Description } from "../../../settings/check/description";
import type { SynthesizedStack } from "../synth";
import { synthesizeEnvironment } from "../synthesize-environment";
import { brokenRules } from "./oracles";

/** What becomes of settings. */
export type Verdict =
  | { readonly kind: "refused"; readonly lines: readonly string[] }
  | { readonly kind: "accepted"; readonly stack: SynthesizedStack }
  /** Neither, or what AWS would refuse. */
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

/** Name of all random environments. */
export const ENVIRONMENT = "shop";

/** It reads all sources to see whether they have changed. */
const description = settingsDescription();

/** Takes settings as a user's are taken: held against their type first, then synthesized. */
export function judge(settings: unknown): Verdict {
  return verdictOn({ input: settings, type: description, name: `environments/${ENVIRONMENT}.ts` }, () =>
    synthesizeEnvironment({ ...(settings as EnvironmentSettings), name: ENVIRONMENT }),
  );
}

/** What becomes of input that has a type, and of which a stack is synthesized. */
export function verdictOn(
  { input, type, name }: { readonly input: unknown; readonly type: Description; readonly name: string },
  synthesize: () => SynthesizedStack,
): Verdict {
  try {
    const mistakes = mistakesOf(input, type);
    if (mistakes.length > 0) {
      throw new ValidationError(name, ...mistakes);
    }
    const stack = synthesize();
    const problems = brokenRules(stack);
    return problems.length > 0 ? { kind: "wrong", problems } : { kind: "accepted", stack };
  } catch (error) {
    if (!InputError.isInputError(error)) {
      return {
        kind: "wrong",
        problems: [`throws ${error instanceof Error ? (error.stack ?? "") : String(error)}`],
      };
    }
    const lines = error.message.split("\n");
    const problems = lines.filter((line) => !isWhole(line));
    return problems.length > 0
      ? { kind: "wrong", problems: problems.map((line) => `reports ${line}`) }
      : { kind: "refused", lines };
  }
}

/** A line of a report: where, what it must be, what to do. */
function isWhole(line: string): boolean {
  return /^\S.*: .+/.test(line) && !/\[object |TOKEN\[|at .+:\d+:\d+/.test(line);
}
