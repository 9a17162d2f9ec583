import { describeE2e } from "../e2e/support/describe-e2e";
import { invalidPrograms } from "../e2e/support/invalid-programs";
import { acceptedOf } from "../support/random-environments/accepted";
import { assertEnvironments } from "../support/random-environments/assert-environments";

/** More: `RANDOM_ENVIRONMENTS=10000 npm run test:long -- random-environments`. */
const COUNT = Number(process.env.RANDOM_ENVIRONMENTS ?? 50);
const BATCH = 50;
const MINUTES = 60_000;

describeE2e(`${COUNT} random environments`, () => {
  const seeds = Array.from({ length: Math.ceil(COUNT / BATCH) }, (_, index) => 1000 + index);

  test(
    "are synthesized as AWS takes them and Terraform takes them for valid, or are refused in whole lines",
    async () => {
      for (const seed of seeds) {
        assertEnvironments({ numRuns: BATCH, seed });
        const accepted = acceptedOf({ numRuns: BATCH, seed });

        expect(accepted.length).toBeGreaterThan(BATCH / 5);
        expect(await invalidPrograms(accepted)).toBe("");
      }
    },
    seeds.length * 4 * MINUTES,
  );
});
