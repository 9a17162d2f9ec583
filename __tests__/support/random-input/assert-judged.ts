import fc from "fast-check";
import type { SynthesizedStack } from "../synth";
import type { Verdict } from "./judge";

/** A kind of random input, and its judge. */
export interface InputKind {
  readonly arbitrary: () => fc.Arbitrary<unknown>;
  readonly judge: (input: unknown) => Verdict;
  /** How a test calls the judge: `judge(input)`. */
  readonly call: string;
}

/** Input that is accepted. */
export interface Accepted {
  readonly input: unknown;
  readonly stack: SynthesizedStack;
}

/** What became of random input. */
export interface Judged {
  readonly accepted: readonly Accepted[];
  /** How much was refused. */
  readonly refused: number;
}

/** Judges random input. What is wrong is shrunk, and printed as a program to paste into a test. */
export function assertJudged(
  kind: InputKind,
  options: { readonly numRuns: number; readonly seed: number },
): Judged {
  const accepted: Accepted[] = [];
  let refused = 0;
  const result = fc.check(
    fc.property(kind.arbitrary(), (input) => {
      const verdict = kind.judge(input);
      switch (verdict.kind) {
        case "wrong":
          throw new Error(verdict.problems.join("\n"));
        case "accepted":
          accepted.push({ input, stack: verdict.stack });
          break;
        case "refused":
          refused += 1;
      }
    }),
    options,
  );
  if (result.failed) {
    const [input] = result.counterexample ?? [];
    const verdict = kind.judge(input);
    const problems = verdict.kind === "wrong" ? verdict.problems : ["it cannot be told any more"];
    throw new Error(programOf(kind, input, [...problems, `(seed ${options.seed})`]));
  }
  return { accepted, refused };
}

/** A test that fails until what is wrong with the input is mended. */
export function programOf({ call }: InputKind, input: unknown, problems: readonly string[]): string {
  return [
    ...problems,
    "",
    'test("…", () => {',
    `  const input = ${textOf(input)};`,
    "",
    `  expect(${call}.kind).not.toBe("wrong");`,
    "});",
  ].join("\n");
}

/** As a program has it: JSON knows neither NaN nor infinity. */
function textOf(input: unknown): string {
  const marked = JSON.stringify(
    input,
    (_, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? `<${value}>` : value),
    2,
  );
  return marked.replace(/"<(-?Infinity|NaN)>"/g, "$1").replaceAll("\n", "\n  ");
}
