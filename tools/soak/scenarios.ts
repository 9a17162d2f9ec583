import type { ChildProcess } from "node:child_process";

import type { Call } from "./calls";
import type { FaultPlan } from "./fault-proxy";
import type { Fault } from "./faults";
import type { Workspace } from "./workspace";

/** What goes wrong in a life, and when. */
export interface Scenario {
  readonly name: ScenarioName;
  /** What is deployed: everything for the first time, or a new version of what is deployed already. */
  readonly change: "first" | "bump";
  /** The mutating call at which it happens; for an interruption the second, or part of it; 0 for faults by chance. */
  readonly at: number;
}

export const SCENARIOS = [
  "kill-terraform",
  "kill-command",
  "lost-answer",
  "interrupt",
  "interrupt-call",
  "server-error",
  "throttling",
  "reset",
  "expired-token",
] as const;

export type ScenarioName = (typeof SCENARIOS)[number];

/** What a shell tells of a command that was interrupted: https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html */
export const INTERRUPTED = 130;

/** How often faults by chance happen. */
const CHANCE = 0.1;

/**
 * Whether a deployment's exit code tells what has happened, as far as it can be known beforehand: a command that was killed,
 * or whose Terraform was, has failed; one that was interrupted says so, unless it had ended. What else ends with 0 has
 * succeeded if nothing is left, made twice or yet to be done.
 *
 * @param calls mutating calls that were processed
 */
export function isHonest({ name, at }: Scenario, code: number, calls: number): boolean {
  switch (name) {
    case "kill-terraform":
    case "kill-command":
      return code !== 0 || calls < at;
    case "interrupt":
    case "interrupt-call":
      return code === INTERRUPTED || code === 0;
    default:
      return true;
  }
}

/**
 * What the proxy does in a scenario.
 *
 * @param command the process that deploys
 * @param random from 0 to 1
 */
export function faultPlan(
  scenario: Scenario,
  workspace: Workspace,
  command: () => ChildProcess | undefined,
  random: () => number,
): FaultPlan {
  const { name, at } = scenario;
  switch (name) {
    case "kill-terraform":
      return once(at, () => {
        workspace.killTerraform();
      });
    case "kill-command":
      return once(at, () => command()?.kill("SIGKILL"));
    case "interrupt-call":
      return once(at, () => command()?.kill("SIGINT"));
    case "lost-answer":
      return { choose: (_: Call, mutation) => (mutation === at ? "lost-answer" : undefined) };
    case "interrupt":
      return {};
    default:
      return { choose: (): Fault | undefined => (random() < CHANCE ? name : undefined) };
  }
}

function once(at: number, happen: () => void): FaultPlan {
  return {
    onMutation: (n) => {
      if (n === at) {
        happen();
      }
    },
  };
}
