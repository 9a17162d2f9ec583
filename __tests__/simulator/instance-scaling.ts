import {
  type AlarmScaling,
  type GroupState,
  isActive,
  type ManagedScaling,
  type ServiceState,
} from "./model";

/** Whether instances are added (how many) or removed, of a group in a minute. */
export type Change = { readonly add: number } | { readonly remove: number } | undefined;

/**
 * What Auto Scaling itself does: bounds hold, whatever policies want.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html
 */
export function withinBounds({ instances, minSize, maxSize }: GroupState): Change {
  const size = instances.filter(({ isDraining }) => !isDraining).length;
  if (size < minSize) {
    return { add: minSize - size };
  }
  return size > maxSize ? { remove: size - maxSize } : undefined;
}

/**
 * Managed scaling: it keeps at `targetCapacity` how many of the instances there are needed: those with a task, and those
 * for the tasks that have found no place.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html
 * https://aws.amazon.com/blogs/containers/deep-dive-on-amazon-ecs-cluster-auto-scaling/
 */
export function managedScaling(
  state: GroupState,
  { targetCapacity }: ManagedScaling,
  services: readonly ServiceState[],
): Change {
  const { group } = state;
  const tasks = services.flatMap((one) => one.tasks);
  const there = state.instances.filter(({ isDraining }) => !isDraining);
  const used = there.filter((instance) => tasks.some((task) => task.instance === instance)).length;
  const waiting = tasks.filter(
    (task) => isActive(task) && task.instance === undefined && task.service.service.group === group.name,
  );
  const share = (unit: "cpu" | "memory") =>
    waiting.reduce((sum, task) => sum + task.service.service[unit], 0) / group[unit];
  const alone = waiting.filter(({ service: { service } }) => {
    return service.distinctInstance || service.hostPorts.length > 0;
  });
  // A lower bound: the rest is added when it turns out that it was too low.
  const needed = used + Math.ceil(Math.max(share("cpu"), share("memory"), alone.length));
  const wanted = Math.ceil((needed * 100) / targetCapacity);
  const size = there.length;
  state.tooManyFor = wanted < size ? state.tooManyFor + 1 : 0;
  if (wanted > size && size < state.maxSize) {
    return { add: Math.min(wanted, state.maxSize) - size };
  }
  if (state.tooManyFor >= SCALE_IN_MINUTES && size > state.minSize) {
    state.tooManyFor = 0;
    return { remove: size - Math.max(wanted, state.minSize) };
  }
  return undefined;
}

/**
 * Target tracking removes when its metric was below the target for 15 data points.
 * https://aws.amazon.com/blogs/containers/faster-scaling-in-for-amazon-ecs-cluster-auto-scaling/
 */
const SCALE_IN_MINUTES = 15;

/** What a cluster's metrics have been, in percent, minute by minute; undefined while no task ran. */
export interface ClusterMetrics {
  readonly cpu: readonly (number | undefined)[];
  readonly memory: readonly (number | undefined)[];
}

/**
 * One instance is added when one metric has been at its upper threshold for all periods, and removed when both have been
 * below their lower ones; then nothing happens until that is done, and for the cooldown after it.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/simple-scaling-policies.html
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
 */
export function alarmScaling(
  state: GroupState,
  scaling: AlarmScaling,
  metrics: ClusterMetrics,
  now: number,
): Change {
  if (state.instances.some(({ isDraining, readyAt }) => isDraining || readyAt > now)) {
    state.scaledAt = now;
  }
  if (now <= state.scaledAt + scaling.cooldownMinutes) {
    return undefined;
  }
  const cpu = averages(metrics.cpu, scaling);
  const memory = averages(metrics.memory, scaling);
  const size = state.instances.filter(({ isDraining }) => !isDraining).length;
  const isHigh = (values: readonly number[], { addAt }: { addAt: number }) =>
    values.length === scaling.periods && values.every((value) => value >= addAt);
  const isLow = (values: readonly number[], { removeBelow }: { removeBelow: number }) =>
    values.length === scaling.periods && values.every((value) => value < removeBelow);
  if (size < state.maxSize && (isHigh(cpu, scaling.cpu) || isHigh(memory, scaling.memory))) {
    return { add: 1 };
  }
  return size > state.minSize && isLow(cpu, scaling.cpu) && isLow(memory, scaling.memory)
    ? { remove: 1 }
    : undefined;
}

/** Averages of the last periods, of those that have data throughout. */
function averages(
  values: readonly (number | undefined)[],
  { periods, periodMinutes }: AlarmScaling,
): readonly number[] {
  return Array.from({ length: periods }, (_, index) => {
    const end = values.length - index * periodMinutes;
    return values.slice(Math.max(0, end - periodMinutes), end);
  }).flatMap((period) => {
    const known = period.flatMap((value) => value ?? []);
    return known.length === periodMinutes
      ? [known.reduce((sum, value) => sum + value, 0) / periodMinutes]
      : [];
  });
}
