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
  /** The mutating call at which it happens; for an interruption the second; unused for faults by chance. */
  readonly at: number;
}

export const SCENARIOS = [
  "kill-terraform",
  "kill-command",
  "lost-answer",
  "interrupt",
  "server-error",
  "throttling",
  "reset",
  "expired-token",
] as const;

export type ScenarioName = (typeof SCENARIOS)[number];

/** How often faults by chance happen. */
const CHANCE = 0.1;

/**
 * Whether the scenario must make the command fail, once it has come to it. After a lost answer the provider may find out
 * itself what has become of its call; then the deployment has succeeded if nothing is left or made twice.
 */
export function mustFail({ name }: Scenario): boolean {
  return name === "kill-terraform" || name === "kill-command";
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
