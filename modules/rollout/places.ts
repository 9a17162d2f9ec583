import {
  fitsTimes,
  type GroupCapacity,
  minus,
  roomFor,
  type ServiceDemand,
  sumOf,
  times,
  type Units,
} from "../capacity";

/** How many instances and other tasks there are. */
export interface Situation {
  readonly size: (group: GroupCapacity | undefined) => number | undefined;
  /** What an instance offers: at most, or probably. */
  readonly offered: "most" | "likely";
  /** The tasks of all other services. */
  readonly others: "minTasks" | "maxTasks";
}

/**
 * How many tasks of a service find places on the instances of some groups, beside the tasks of other services, were these
 * placed as well as can be. Infinite where too little is known.
 */
export function placesBeside(
  demand: ServiceDemand,
  groups: readonly (GroupCapacity | undefined)[],
  situation: Situation,
): number {
  return groups.reduce((sum, group) => sum + placesIn(demand, group, situation), 0);
}

function placesIn(
  demand: ServiceDemand,
  group: GroupCapacity | undefined,
  { size, offered, others }: Situation,
): number {
  const instances = size(group);
  const offers = group?.offers(demand) ?? [];
  // Where it can be on none it is told of the constraints.
  if (group?.isKnown !== true || instances === undefined || offers.length === 0) {
    return Infinity;
  }
  const taken = takenBeside(demand, group, others);
  const free = instances - taken.instances;
  if (free <= 0) {
    return 0;
  }
  const places = offers.map((offer) => {
    const units = offer[offered];
    const left = minus(times(units, instances), taken.units);
    return Math.min(free * roomFor(demand, units).tasks, fitsTimes(left, demand.units));
  });
  return offered === "most" ? Math.max(...places) : Math.min(...places);
}

/** What other services have: units, and instances on which a port is theirs. */
export function takenBeside(
  demand: ServiceDemand,
  capacity: GroupCapacity,
  others: Situation["others"],
): { readonly units: Units; readonly instances: number } {
  const { units, ports } = totalsOf(capacity)[others];
  const own = demand.isOnOneGroup ? demand[others] : 0;
  const shared = demand.hostPorts.map(({ key }) => (ports.get(key) ?? 0) - own);
  return { units: minus(units, times(demand.units, own)), instances: Math.max(0, ...shared) };
}

interface Total {
  readonly units: Units;
  /** Tasks by the port of their instance. */
  readonly ports: ReadonlyMap<string, number>;
}

interface Totals {
  /** Of so many services: a group is asked by each of its services. */
  readonly services: number;
  readonly minTasks: Total;
  readonly maxTasks: Total;
}

const TOTALS = new WeakMap<GroupCapacity, Totals>();

function totalsOf(capacity: GroupCapacity): Totals {
  const known = TOTALS.get(capacity);
  if (known?.services === capacity.services.length) {
    return known;
  }
  const services = capacity.services.filter(({ isOnOneGroup }) => isOnOneGroup);
  const totals = {
    services: capacity.services.length,
    minTasks: totalOf(services, "minTasks"),
    maxTasks: totalOf(services, "maxTasks"),
  };
  TOTALS.set(capacity, totals);
  return totals;
}

function totalOf(services: readonly ServiceDemand[], count: Situation["others"]): Total {
  const ports = new Map<string, number>();
  for (const service of services) {
    for (const { key } of service.hostPorts) {
      ports.set(key, (ports.get(key) ?? 0) + service[count]);
    }
  }
  return { units: sumOf(services.map((one) => times(one.units, one[count]))), ports };
}
