import fc from "fast-check";
import { judge, type Verdict } from "./judge";
import { randomEnvironments, settingsOf } from "./random-environment";

/** How many random environments were accepted and refused. */
export interface Tally {
  readonly accepted: number;
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
}): Tally {
  const counts = { accepted: 0, refused: 0 };
  const { numRuns, seed, only } = options;
  const result = fc.check(
    fc.property(randomEnvironments(only), (environment) => {
      const verdict = judge(settingsOf(environment));
      if (verdict.kind === "wrong") {
        throw new Error(verdict.problems.join("\n"));
      }
      counts[verdict.kind] += 1;
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
  return counts;
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
