import type { ServiceState, TaskScaling } from "./model";

/**
 * How many tasks a service should have, by what those that run have used of their CPU.
 *
 * @param isDeploying while a deployment goes on, tasks are added only
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-auto-scaling.html
 */
export function wantedTasks(
  { desired, minTasks, maxTasks, use, scaledAt }: ServiceState,
  scaling: TaskScaling,
  {
    running,
    now,
    isDeploying,
  }: { readonly running: number; readonly now: number; readonly isDeploying: boolean },
): number {
  const bounded = (tasks: number) => Math.min(Math.max(tasks, minTasks), maxTasks);
  if (desired !== bounded(desired)) {
    return bounded(desired);
  }
  if (running === 0 || now < scaledAt + scaling.cooldownMinutes) {
    return desired;
  }
  // From the tasks that run, not from those that are wanted.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
  const added = (tasks: number) => Math.max(desired, bounded(tasks));
  const removed = (tasks: number) => (isDeploying ? desired : Math.min(desired, bounded(tasks)));
  if ("target" in scaling) {
    return tracked(scaling.target, use, running, { added, removed }) ?? desired;
  }
  // https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
  if (all(use, STEP_MINUTES, (value) => value >= scaling.addAt)) {
    return added(running + 1);
  }
  return all(use, STEP_MINUTES, (value) => value < scaling.removeBelow) ? removed(desired - 1) : desired;
}

/**
 * Added in proportion after three minutes above the target; removed after fifteen below nine tenths of it.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
function tracked(
  target: number,
  use: readonly number[],
  running: number,
  { added, removed }: Readonly<Record<"added" | "removed", (tasks: number) => number>>,
): number | undefined {
  const proportional = () => Math.ceil((running * (use.at(-1) ?? 0)) / target);
  if (all(use, 3, (value) => value > target)) {
    return added(proportional());
  }
  return all(use, 15, (value) => value < 0.9 * target) ? removed(proportional()) : undefined;
}

function all(values: readonly number[], minutes: number, holds: (value: number) => boolean): boolean {
  return values.length >= minutes && values.slice(-minutes).every(holds);
}

const STEP_MINUTES = 2;
