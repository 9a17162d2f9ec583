import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureRound } from "../../tools/bench/measure";
import { exponent, LIMITS, ratio } from "../../tools/bench/results";

const MINUTES = 60_000;
const ROUNDS = 3;

describe("synthesis with the modules", () => {
  const folder = mkdtempSync(join(tmpdir(), "speed-"));
  // The first run of a program compiles its TypeScript.
  beforeAll(() => {
    measureRound(["modules", "direct"], 1, folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test(
    "takes at most 1.15 times the CPU time of the provider's classes, and no more than linear time",
    () => {
      const rounds = Array.from({ length: ROUNDS }, () => measureRound(["modules", "direct"], 100, folder));
      const large = { services: 1000, rounds: [measureRound(["modules"], 1000, folder)] };

      expect(ratio(rounds, "modules", "direct")).toBeLessThanOrEqual(LIMITS.ratioToDirect);
      expect(exponent({ services: 100, rounds }, large, "modules")).toBeLessThanOrEqual(LIMITS.exponent);
    },
    10 * MINUTES,
  );
});
