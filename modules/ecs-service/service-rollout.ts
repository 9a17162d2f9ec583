import type { GroupCapacity, ServiceDemand } from "../capacity";
import { type Checks, type Diagnostic, isKnown } from "../core";
import { daemonProblem, rolloutProblem } from "../rollout";
import type { BaseServiceProps } from "./base-service-props";
import { deploymentOf, type EcsServiceProps } from "./ecs-service-props";

/** Checks that a service gets its tasks, and that each of its deployments ends. */
export function checkRollout(
  c: Checks,
  props: EcsServiceProps,
  demand: ServiceDemand,
  groups: readonly (GroupCapacity | undefined)[],
): void {
  const { cluster, scaling, deployment } = props;
  const { desiredCount, ...bounds } = deploymentOf(props);
  const ranges = scaling && [scaling, ...(scaling.schedules ?? [])];
  const fewest = ranges?.map(({ minTasks }) => minTasks) ?? [desiredCount];
  const most = ranges?.map(({ maxTasks }) => maxTasks) ?? [desiredCount];
  if (isKnown([fewest, most, bounds, deployment?.strategy])) {
    const problem = rolloutProblem({
      counts: { min: Math.min(...fewest), max: Math.max(...most) },
      countProp: scaling === undefined ? "desiredCount" : "scaling.maxTasks",
      bounds,
      strategy: deployment?.strategy ?? "rolling",
      demand,
      groups,
      isOnlyGroup: cluster.instances.length === 1,
    });
    report(c, problem);
  }
}

/** What a deployment of a daemon depends on. */
export interface DaemonRollout extends Pick<BaseServiceProps, "cluster"> {
  readonly minimumHealthyPercent?: number;
}

/** The same for a daemon. */
export function checkDaemonRollout(c: Checks, props: DaemonRollout): void {
  const { cluster, minimumHealthyPercent = 0 } = props;
  if (isKnown(minimumHealthyPercent)) {
    const groups = cluster.instances.map(({ capacity }) => capacity);
    report(c, daemonProblem(minimumHealthyPercent, groups));
  }
}

function report(c: Checks, problem: Diagnostic | undefined): void {
  if (problem !== undefined) {
    c.require(() => false, { ...problem, of: [] });
  }
}
