import { assertEnvironments } from "../support/random-environments/assert-environments";

const MINUTES = 60_000;

/** A generator that finds hardly anything right, or hardly anything wrong, tests nothing. */
const SHARE = 1 / 5;

describe("random environments are synthesized as AWS takes them, or refused in whole lines:", () => {
  test(
    "200 with any settings changed",
    () => {
      const { accepted, refused } = assertEnvironments({ numRuns: 200, seed: 13 });

      expect(Math.min(accepted.length, refused)).toBeGreaterThan(200 * SHARE);
    },
    3 * MINUTES,
  );

  test.each([
    ["Alb", "balancers.public"],
    ["EcsService", "services.web"],
    ["EcsInstances", "instances.default"],
    ["Database", "databases.main"],
  ])("25 with other props of %s", (_, only) => {
    const { accepted, refused } = assertEnvironments({ numRuns: 25, seed: 13, only });

    expect(Math.min(accepted.length, refused)).toBeGreaterThan(25 * SHARE);
  });
});
