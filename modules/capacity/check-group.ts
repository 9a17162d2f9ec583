import type { Checks } from "../core";
import type { ServiceDemand } from "./demand";
import { type GroupCapacity, roomFor } from "./group-capacity";
import { amount, KINDS, sumOf, times, type Units } from "./units";

/**
 * Checks that all services that are on one group of instances alone fit there together: with the fewest tasks that each
 * always has, and with the most that each can have.
 */
export function checkGroup(c: Checks, group: GroupCapacity): void {
  const { maxSize } = group.props;
  c.require(() => group.isKnown, {
    prop: "instanceType",
    must: "be a type whose size is known, to check what fits on the group: CPU units, memory, GPUs and counts of tasks are not checked",
    got: group.unknownTypes.join(", "),
    hint: "check them yourself and acknowledge it, or write the list anew by 'npm run instance-types'",
    code: "ECS-FIT-009",
  });
  const services = group.services.filter(({ isOnOneGroup }) => isOnOneGroup);
  if (!group.isKnown || maxSize === undefined) {
    return;
  }
  const offers = group.offers();
  const largest = maximum(offers.map(({ most }) => most));
  const fewest = needed(services, ({ minTasks }) => minTasks, largest);
  const most = needed(services, ({ maxTasks }) => maxTasks, largest);
  // What is too large for the group alone is told of itself.
  if (services.some((one) => one.maxTasks > maxSize * roomFor(one, largest).tasks)) {
    return;
  }
  c.require(() => fewest.instances <= maxSize, {
    prop: "maxSize",
    must: `be at least ${fewest.instances}: with the fewest tasks that they always have, the services reserve ${fewest.because}`,
    got: maxSize,
    hint: "raise it, take larger instances, or fewer tasks",
    code: "ECS-FIT-007",
  });
  c.require(() => fewest.instances > maxSize || most.instances <= maxSize, {
    prop: "maxSize",
    must: `be at least ${most.instances}: with the most tasks that they can have, the services reserve ${most.because}`,
    got: maxSize,
    hint: "raise it, or acknowledge that the services do not all have their peak at once",
    code: "ECS-FIT-008",
  });
}

interface Needed {
  /** That hold so many tasks in any case, were they as small pieces as one likes. */
  readonly instances: number;
  readonly because: string;
}

function needed(
  services: readonly ServiceDemand[],
  tasks: (service: ServiceDemand) => number,
  offered: Units,
): Needed {
  const sum = sumOf(services.map((service) => times(service.units, tasks(service))));
  const byUnits = KINDS.filter((kind) => sum[kind] > 0).map((kind) => ({
    instances: Math.ceil(sum[kind] / Math.max(offered[kind], 0)),
    because: `${amount(sum, kind)}, and an instance has ${amount(offered, kind)} for tasks`,
  }));
  const byPorts = [...tasksByPort(services, tasks)].map(([port, count]) => ({
    instances: count,
    because: `port ${port} of ${count} instances`,
  }));
  const [most] = [...byUnits, ...byPorts].sort((a, b) => b.instances - a.instances);
  return most ?? { instances: 0, because: "nothing" };
}

/** How many tasks have the same port of their instance. */
function tasksByPort(
  services: readonly ServiceDemand[],
  tasks: (service: ServiceDemand) => number,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const service of services) {
    for (const { key } of service.hostPorts) {
      counts.set(key, (counts.get(key) ?? 0) + tasks(service));
    }
  }
  return counts;
}

/** The most of each kind that an instance of some type offers. */
function maximum(all: readonly Units[]): Units {
  const of = (kind: keyof Units) => Math.max(...all.map((units) => units[kind]));
  return {
    cpu: of("cpu"),
    memoryMiB: of("memoryMiB"),
    gpus: of("gpus"),
    networkInterfaces: of("networkInterfaces"),
  };
}
