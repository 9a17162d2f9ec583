import { liveThrough } from "../../tools/soak/lives";
import type { Scenario } from "../../tools/soak/scenarios";
import { describeE2e } from "../e2e/support/describe-e2e";

const MINUTES = 60_000;

/** One of each kind; `npm run soak` lives through hundreds. */
const SCENARIOS: readonly Scenario[] = [
  { name: "kill-terraform", change: "first", at: 6 },
  { name: "kill-terraform", change: "bump", at: 1 },
  { name: "lost-answer", change: "first", at: 4 },
  { name: "interrupt-call", change: "first", at: 8 },
  { name: "throttling", change: "first", at: 0 },
];

describeE2e("a deployment that something goes wrong with", () => {
  test(
    "ends honestly, and what it has left is found and taken over, after which the next one converges",
    async () => {
      const results = await liveThrough({
        program: "__tests__/e2e/programs/network-and-task.ts",
        workers: 2,
        scenarios: () => SCENARIOS,
        seed: 1,
      });
      const byKill = results.filter(({ scenario }) => scenario.name === "kill-terraform");

      expect(results.map(({ problems }) => problems)).toEqual(SCENARIOS.map(() => []));
      expect(byKill.map(({ code, takenOver }) => code === 1 && takenOver > 0)).toEqual([true, true]);
    },
    10 * MINUTES,
  );
});
