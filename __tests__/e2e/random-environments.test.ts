import { assertJudged } from "../support/random-input/assert-judged";
import { ENVIRONMENTS } from "../support/random-input/random-environment";
import { describeE2e, localAws } from "./support/describe-e2e";
import { validated } from "./support/validated";

const MINUTES = 60_000;

describeE2e("random environments", () => {
  test(
    "that are accepted are valid for Terraform, as far as the installed provider knows what they need",
    async () => {
      const { accepted } = assertJudged(ENVIRONMENTS, { numRuns: 80, seed: 14 });
      const { invalid, leftOut } = await validated(ENVIRONMENTS, accepted, localAws());

      expect(accepted.length - leftOut).toBeGreaterThan(20);
      expect(invalid.join("\n\n")).toBe("");
    },
    4 * MINUTES,
  );
});
