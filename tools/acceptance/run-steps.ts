import { explainSystemError } from "../process/run-tool";
import { Interrupted, UserError } from "../process/user-error";
import type { StepReporter } from "../terminal/step-reporter";
import type { AcceptanceRun } from "./acceptance-run";
import type { Need, Step, StepResult } from "./step";

/**
 * Runs the steps one after another. After one that fails, and after Ctrl-C, only those that clean up are run.
 *
 * @param has what there is of what steps need
 */
export async function runSteps(
  steps: readonly Step[],
  run: AcceptanceRun,
  has: ReadonlySet<Need>,
  report: StepReporter,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  let obstacle: string | undefined;
  for (const step of steps) {
    const { name, proves, needs, cleansUp = false } = step;
    const missing = needs.filter((need) => !has.has(need));
    if (missing.length > 0 || (obstacle !== undefined && !cleansUp)) {
      const detail = missing.length > 0 ? `needs ${missing.join(", ")}` : (obstacle ?? "");
      results.push({ name, proves, needs, outcome: "not run", detail, seconds: 0 });
      continue;
    }
    if (cleansUp) {
      run.goOnAfterInterrupt();
    }
    const start = performance.now();
    const end = await report
      .step(name, () => step.run(run))
      .then(
        (detail) => ({ outcome: "passed" as const, detail }),
        (error: unknown) => ({ outcome: "failed" as const, detail: explain(error) }),
      );
    results.push({ name, proves, needs, ...end, seconds: Math.round((performance.now() - start) / 1000) });
    if (end.outcome === "failed") {
      obstacle ??= end.detail === INTERRUPTED ? INTERRUPTED : `'${name}' has failed`;
    }
  }
  return results;
}

const INTERRUPTED = "interrupted";

/** @throws the error itself, if it is a fault of the program before anything could be deployed */
function explain(error: unknown): string {
  if (error instanceof Interrupted) {
    return INTERRUPTED;
  }
  // A fault of the program, too, must not keep what follows from cleaning up.
  return error instanceof UserError ? error.message : (explainSystemError(error) ?? String(error));
}
