import type { AcceptanceRun } from "./acceptance-run";

/**
 * What a step cannot do without: `containers` that really run, a container `engine` on this machine, the `internet`
 * between this machine and the balancer.
 */
export type Need = "containers" | "engine" | "internet";

/** One thing that a run proves. */
export interface Step {
  /** A few words, e.g. `New version under load`. */
  readonly name: string;
  /** A sentence: what is true if it passes. */
  readonly proves: string;
  readonly needs: readonly Need[];
  /** Whether it cleans up, so that it is run whatever was before, also after Ctrl-C. @default false */
  readonly cleansUp?: boolean;
  /**
   * Does it, and returns what was seen, in a few words.
   *
   * @throws UserError if it is not as it should be
   */
  readonly run: (run: AcceptanceRun) => Promise<string>;
}

/** How a step has ended. */
export interface StepResult extends Pick<Step, "name" | "proves" | "needs"> {
  readonly outcome: "passed" | "failed" | "not run";
  /** What was seen, what went wrong, or why it was not run. */
  readonly detail: string;
  readonly seconds: number;
}
