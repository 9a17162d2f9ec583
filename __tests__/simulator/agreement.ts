import fc from "fast-check";
import { App } from "cdktf";
import { GroupCapacity, type GroupSizes, type ServiceDemand } from "../../modules/capacity";
import { AT_BEST, placesBeside, rolloutProblem } from "../../modules/rollout";
import { randomFrom } from "../../tools/soak/random";
import type { Service, ServiceState } from "./model";
import { type RandomCase, randomCases } from "./random-cases";
import { Simulation } from "./simulation";

/** What its instances register at most is known to both sides. */
const TYPE = "t2.micro";
const ROOT = new App();

/**
 * Holds the checks against the simulator of ECS on random cases, and counts how these end. Alone on its group, a service is
 * blocked exactly when the checks say so. Beside another one it is when they say so: how tasks of different sizes lie on the
 * instances is not looked at.
 *
 * @throws Error with the case, shrunk, on which they disagree
 */
export function assertAgreement(options: {
  readonly numRuns: number;
  readonly seed: number;
}): Readonly<Record<string, number>> {
  const ends: Record<string, number> = {};
  fc.assert(
    fc.property(randomCases, (one) => {
      const [said, lived] = [checked(one), simulated(one)];
      const kind = `${one.other === undefined ? "alone" : "beside another"}: ${lived}`;
      ends[kind] = (ends[kind] ?? 0) + 1;

      const mustAgree = one.other === undefined || (said === "blocked" && lived !== "ends without the other");
      if (mustAgree && said !== lived) {
        throw new Error(`the checks say '${said}', the simulator comes to '${lived}'`);
      }
    }),
    { ...options, includeErrorInReport: true },
  );
  return ends;
}

/** What the checks say. */
function checked({ group, service, other }: RandomCase): string {
  const { minSize, maxSize, scaling } = group;
  const sizes: GroupSizes = {
    minSize,
    leastMaxSize: maxSize,
    steps:
      "metric" in scaling
        ? {
            metric: scaling.metric === "Reservation" ? "reservation" : "utilization",
            addAtPercent: { cpu: scaling.cpu.addAt, memoryMiB: scaling.memory.addAt },
          }
        : undefined,
  };
  const capacity = new GroupCapacity({
    name: group.name,
    instanceTypes: [TYPE],
    maxSize,
    sizes,
    reservedMemoryMiB: 0,
    reservedPorts: [],
  });
  const demand = demandOf(service);
  capacity.services.push(demand, ...(other === undefined ? [] : [demandOf(other)]));
  const groups = [capacity];
  const problem = rolloutProblem({
    counts: { min: service.minTasks, max: service.maxTasks },
    countProp: "scaling.maxTasks",
    bounds: service,
    strategy: "rolling",
    demand,
    groups,
    isOnlyGroup: true,
  });
  const fits = service.maxTasks <= placesBeside(demand, groups, AT_BEST);
  return fits && !ERRORS.includes(problem?.code ?? "") ? "ends" : "blocked";
}

const ERRORS = ["ECS-ROLL-001", "ECS-ROLL-003"];

function demandOf(service: Service): ServiceDemand {
  const { cpu, memory, distinctInstance, minTasks, maxTasks } = service;
  return {
    service: ROOT,
    units: { cpu, memoryMiB: memory, gpus: 0, networkInterfaces: 0 },
    hostPorts: service.hostPorts.map((key) => ({ prop: "", port: 80, key })),
    images: [],
    distinctInstance,
    minTasks,
    maxTasks,
    isOnOneGroup: true,
  };
}

/**
 * What happens when each number of tasks that is possible is wanted for a while, and then deployed: one after the other, and
 * each on a new cluster, since instances that an earlier deployment has added hide that none are added now.
 */
function simulated(one: RandomCase): string {
  const { minTasks, maxTasks } = one.service;
  const counts = Array.from({ length: maxTasks - minTasks + 1 }, (_, index) => minTasks + index);
  for (const order of ["stops first", "starts first"] as const) {
    for (const wanted of [counts, ...counts.map((count) => [count])]) {
      const end = endOf(one, order, wanted);
      if (end !== "ends") {
        return end;
      }
    }
  }
  return "ends";
}

function endOf(
  { group, service, other, seed }: RandomCase,
  order: "stops first" | "starts first",
  wanted: readonly number[],
): string {
  const services = other === undefined ? [service] : [service, other];
  const simulation = new Simulation({ groups: [group], services }, order, randomFrom(seed));
  const [state, ...others] = simulation.services as [ServiceState, ...ServiceState[]];
  for (const tasks of wanted) {
    state.desired = tasks;
    const restsBefore = simulation.untilQuiet() && simulation.isSteady(state);
    simulation.deploy(state);
    if (!restsBefore || !simulation.untilQuiet() || !simulation.isSteady(state)) {
      return "blocked";
    }
    if (!others.every((one) => simulation.isSteady(one))) {
      return "ends without the other";
    }
  }
  return "ends";
}
