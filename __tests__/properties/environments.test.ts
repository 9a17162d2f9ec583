import { assertJudged, type InputKind } from "../support/random-input/assert-judged";
import { CONSTRUCTS, propsOf } from "../support/random-input/random-construct";
import { ENVIRONMENTS } from "../support/random-input/random-environment";

const MINUTES = 60_000;

/** A generator that finds hardly anything right, or hardly anything wrong, tests nothing. */
const SHARE = 1 / 10;

function testJudged(kind: InputKind, numRuns: number): void {
  const { accepted, refused } = assertJudged(kind, { numRuns, seed: 13 });

  expect(Math.min(accepted.length, refused)).toBeGreaterThan(numRuns * SHARE);
}

describe("what is random is synthesized as AWS takes it, or refused in whole lines:", () => {
  test(
    "200 environments",
    () => {
      testJudged(ENVIRONMENTS, 200);
    },
    3 * MINUTES,
  );

  test.each(CONSTRUCTS)(
    "50 times the props of %s",
    (name) => {
      testJudged(propsOf(name), 50);
    },
    3 * MINUTES,
  );
});
