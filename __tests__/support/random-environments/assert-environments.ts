import fc from "fast-check";
import type { SynthesizedStack } from "../synth";
import { judge, type Verdict } from "./judge";
import { type RandomEnvironment, randomEnvironments, settingsOf } from "./random-environment";

/** An environment that is accepted. */
export interface AcceptedEnvironment {
  readonly environment: RandomEnvironment;
  readonly stack: SynthesizedStack;
}

/** What became of random environments. */
export interface Judged {
  readonly accepted: readonly AcceptedEnvironment[];
  /** How many were refused. */
  readonly refused: number;
}

/**
 * Judges random environments. What is wrong is shrunk, and printed as a program to paste into a test.
 *
 * @param only see {@link randomEnvironments}
 */
export function assertEnvironments(options: {
  readonly numRuns: number;
  readonly seed: number;
  readonly only?: string;
}): Judged {
  const accepted: AcceptedEnvironment[] = [];
  let refused = 0;
  const { numRuns, seed, only } = options;
  const result = fc.check(
    fc.property(randomEnvironments(only), (environment) => {
      const verdict = judge(settingsOf(environment));
      switch (verdict.kind) {
        case "wrong":
          throw new Error(verdict.problems.join("\n"));
        case "accepted":
          accepted.push({ environment, stack: verdict.stack });
          break;
        case "refused":
          refused += 1;
      }
    }),
    { numRuns, seed },
  );
  if (result.failed) {
    const [environment] = result.counterexample ?? [];
    const settings = environment === undefined ? undefined : settingsOf(environment);
    throw new Error(
      programOf(settings, judge(settings), `seed ${seed}, ${JSON.stringify(environment?.edits)}`),
    );
  }
  return { accepted, refused };
}

/** A test that fails until what is wrong with the settings is mended. */
export function programOf(settings: unknown, verdict: Verdict, origin: string): string {
  const problems = verdict.kind === "wrong" ? verdict.problems : ["it cannot be told any more"];
  return [
    ...problems,
    "",
    `// ${origin}`,
    'test("…", () => {',
    `  const settings = ${textOf(settings)};`,
    "",
    '  expect(judge(settings).kind).not.toBe("wrong");',
    "});",
  ].join("\n");
}

/** As a program has it: JSON knows neither NaN nor infinity. */
function textOf(settings: unknown): string {
  const marked = JSON.stringify(
    settings,
    (_, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? `<${value}>` : value),
    2,
  );
  return marked.replace(/"<(-?Infinity|NaN)>"/g, "$1").replaceAll("\n", "\n  ");
}
