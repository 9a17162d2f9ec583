import { assertAgreement } from "./agreement";

const CASES = 300;

test(`the simulator of ECS and the checks agree on ${CASES} random cases`, () => {
  const ends = assertAgreement({ numRuns: CASES, seed: 1 });

  // All happen often enough to tell something.
  expect(Object.values(ends).filter((count) => count > CASES / 50)).toHaveLength(5);
});
