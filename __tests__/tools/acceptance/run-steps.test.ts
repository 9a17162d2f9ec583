import { AcceptanceRun } from "../../../tools/acceptance/acceptance-run";
import { runSteps } from "../../../tools/acceptance/run-steps";
import type { Need, Step } from "../../../tools/acceptance/step";
import { Interrupted, UserError } from "../../../tools/process/user-error";
import { StepReporter } from "../../../tools/terminal/step-reporter";
import { temporaryFolder } from "../support/folders";

const silent = new StepReporter({ write: () => undefined });

/** What the steps have ended with: `<outcome>: <detail>`. */
async function outcomesOf(steps: readonly Step[], has: readonly Need[] = []): Promise<string[]> {
  const options = { name: "a", region: "eu-west-1", local: undefined, engine: undefined };
  const run = new AcceptanceRun({ ...options, folder: temporaryFolder() });
  const results = await runSteps(steps, run, new Set(has), silent);
  return results.map(({ name, outcome, detail }) => `${name}: ${outcome}: ${detail}`);
}

function step(name: string, settings: Partial<Step> = {}): Step {
  return { name, proves: "", needs: [], run: () => Promise.resolve("seen"), ...settings };
}

const failing = (error: Error) => ({ run: () => Promise.reject(error) });

test("steps are run in their order, without those that need what there is not", async () => {
  const steps = [step("a"), step("b", { needs: ["containers", "engine"] }), step("c", { needs: ["engine"] })];

  expect(await outcomesOf(steps, ["engine"])).toEqual([
    "a: passed: seen",
    "b: not run: needs containers",
    "c: passed: seen",
  ]);
});

test.each([
  ["fails", new UserError("no"), "b: failed: no", "'b' has failed"],
  ["has a fault", new TypeError("no such thing"), "b: failed: TypeError: no such thing", "'b' has failed"],
  ["is interrupted", new Interrupted(), "b: failed: interrupted", "interrupted"],
])("after a step that %s only those that clean up are run, all of them", async (_, error, told, reason) => {
  const steps = [
    ...[step("a"), step("b", failing(error)), step("c")],
    ...[step("d", { cleansUp: true, ...failing(new UserError("stuck")) }), step("e", { cleansUp: true })],
  ];

  expect(await outcomesOf(steps)).toEqual([
    "a: passed: seen",
    told,
    `c: not run: ${reason}`,
    "d: failed: stuck",
    "e: passed: seen",
  ]);
});
