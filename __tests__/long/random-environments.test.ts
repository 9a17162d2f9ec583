import { describeE2e } from "../e2e/support/describe-e2e";
import { liveThrough } from "../soak/life";
import { randomLife } from "../support/random-input/random-life";

const MINUTES = 60_000;

/** `npm run soak -- lives` lives through dozens. */
describeE2e("a random environment on a local AWS", () => {
  test.concurrent.each([1, 2])(
    "is deployed, changed and destroyed; plans after deployments are empty, and nothing is left (seed %i)",
    async (seed) => {
      await expect(liveThrough(randomLife(seed))).resolves.toBeUndefined();
    },
    12 * MINUTES,
  );
});
