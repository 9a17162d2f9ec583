import { type Rollout, rolloutOf } from "../aws/rollout";
import type { DeploymentClients } from "../aws/deployment-clients";
import { pause } from "../process/pause";
import type { DeployedService } from "./deployed-service";
import { readDeployed } from "./service-report";

/** How to wait. */
export interface WaitOptions {
  readonly timeoutSeconds: number;
  /** Between two looks. @default 5000 */
  readonly intervalMs?: number;
  /** Gets the rollouts whenever ECS was asked. */
  readonly onRollouts: (rollouts: readonly ServiceRollout[]) => void;
}

/** How the last deployment of a service goes. */
export interface ServiceRollout {
  readonly service: DeployedService;
  readonly rollout: Rollout;
}

/**
 * Waits until every service is steady, or one cannot become so any more. What a service is to run at the first look is
 * what it has to run in the end: ECS may go back.
 *
 * @returns the rollouts at the last look: also those that are in progress when the time is over
 * @throws UserError if ECS cannot be asked, Interrupted after Ctrl-C
 */
export async function waitUntilSteady(
  clients: Pick<DeploymentClients, "ecs">,
  services: readonly DeployedService[],
  { timeoutSeconds, intervalMs = 5000, onRollouts }: WaitOptions,
): Promise<readonly ServiceRollout[]> {
  const deadline = performance.now() + timeoutSeconds * 1000;
  const expected = new Map<DeployedService, string>();
  for (;;) {
    const found = await readDeployed(clients, services);
    const rollouts = found.map(({ service, status }) => {
      const aim = expected.get(service) ?? status.taskDefinition;
      expected.set(service, aim);
      return { service, rollout: rolloutOf(status, aim) };
    });
    onRollouts(rollouts);
    const states = rollouts.map(({ rollout }) => rollout.state);
    if (!states.includes("in progress") || states.some((state) => state === "failed" || state === "gone")) {
      return rollouts;
    }
    if (performance.now() > deadline) {
      return rollouts;
    }
    await pause(intervalMs);
  }
}
