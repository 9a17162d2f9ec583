import { acceptedOf } from "../support/random-environments/accepted";
import { describeE2e } from "./support/describe-e2e";
import { invalidPrograms } from "./support/invalid-programs";

const MINUTES = 60_000;

describeE2e("random environments", () => {
  test(
    "that are accepted are valid for Terraform",
    async () => {
      const accepted = acceptedOf({ numRuns: 80, seed: 14 });

      expect(accepted.length).toBeGreaterThan(20);
      expect(await invalidPrograms(accepted)).toBe("");
    },
    4 * MINUTES,
  );
});
