import fc from "fast-check";
import { App } from "cdktf";
import { GroupCapacity, type GroupSizes, type ServiceDemand } from "../../modules/capacity";
import { AT_BEST, placesBeside, rolloutProblem } from "../../modules/rollout";
import { randomFrom } from "../../tools/soak/random";
import type { AlarmScaling, Group, ManagedScaling, Service } from "./model";
import { Simulation } from "./simulation";

/** More, and others: `ROLLOUT_CASES=10000 ROLLOUT_SEED=2 npx jest --selectProjects unit -- __tests__/simulator/agreement`. */
const { ROLLOUT_CASES = "300", ROLLOUT_SEED = "1" } = process.env;
const CASES = Number(ROLLOUT_CASES);

/** What its instances register at most is known to both sides. */
const TYPE = "t2.micro";
const ROOT = new App();

interface Case {
  readonly group: Group;
  readonly service: Service;
  /** One that has the fewest tasks that it always has. */
  readonly other?: Service;
  readonly seed: number;
}

const percent = fc.integer({ min: 0, max: 100 });

/** Thresholds that agree with each other on groups of any size from `size` on. */
const thresholds = (size: number) =>
  fc.record({ addAt: fc.integer({ min: 10, max: 100 }), part: percent }).map(({ addAt, part }) => ({
    addAt,
    removeBelow: Math.floor(((addAt * size) / (size + 1)) * (part / 100)),
  }));

const alarms = (minSize: number): fc.Arbitrary<AlarmScaling> =>
  fc.record({
    metric: fc.constantFrom("Reservation", "Utilization"),
    cpu: thresholds(Math.max(minSize, 1)),
    memory: thresholds(Math.max(minSize, 1)),
    periodMinutes: fc.integer({ min: 1, max: 3 }),
    periods: fc.integer({ min: 1, max: 2 }),
    cooldownMinutes: fc.integer({ min: 0, max: 5 }),
  });

const managed: fc.Arbitrary<ManagedScaling> = fc.record({ targetCapacity: fc.constantFrom(100) });

const services = (name: string): fc.Arbitrary<Service> =>
  fc
    .record({ minTasks: fc.integer({ min: 0, max: 5 }), more: fc.integer({ min: 0, max: 3 }) })
    .chain(({ minTasks, more }) =>
      fc.record<Service>({
        name: fc.constant(name),
        group: fc.constant("group"),
        minimumHealthyPercent: fc.oneof(percent, fc.constantFrom(0, 50, 100)),
        maximumPercent: fc.oneof(fc.integer({ min: 100, max: 200 }), fc.constantFrom(100, 150, 200)),
        cpu: fc.oneof(fc.integer({ min: 0, max: 1024 }), fc.constantFrom(128, 256, 512)),
        memory: fc.oneof(fc.integer({ min: 50, max: 1024 }), fc.constantFrom(64, 128, 256)),
        hostPorts: fc.constantFrom([], [], ["80/tcp"]),
        distinctInstance: fc.constantFrom(false, false, true),
        strategies: fc.constantFrom([], ["binpack:memory"], ["spread:instance"], ["random"]),
        minTasks: fc.constant(minTasks),
        maxTasks: fc.constant(Math.max(1, minTasks + more)),
        desiredCount: fc.constant(minTasks),
        startMinutes: fc.integer({ min: 0, max: 3 }),
        stopMinutes: fc.integer({ min: 0, max: 5 }),
      }),
    );

const cases: fc.Arbitrary<Case> = fc
  .record({ minSize: fc.integer({ min: 0, max: 4 }), more: fc.integer({ min: 0, max: 4 }) })
  .chain(({ minSize, more }) =>
    fc.record({
      seed: fc.nat(),
      group: fc.record({
        name: fc.constant("group"),
        minSize: fc.constant(minSize),
        maxSize: fc.constant(Math.max(1, minSize + more)),
        cpu: fc.constant(1024),
        memory: fc.constant(1024),
        zones: fc.integer({ min: 1, max: 3 }),
        scaling: fc.oneof(managed, alarms(minSize)),
      }),
      service: services("service"),
      other: fc.option(services("other"), { nil: undefined, freq: 2 }),
    }),
  );

/** What the checks say. */
function checked({ group, service, other }: Case): string {
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

/** What happens when each number of tasks that is possible is wanted for a while, and then deployed. */
function simulated({ group, service, other, seed }: Case): string {
  for (const order of ["stops first", "starts first"] as const) {
    const services = other === undefined ? [service] : [service, other];
    const simulation = new Simulation({ groups: [group], services }, order, randomFrom(seed));
    const [state, ...others] = simulation.services;
    for (let tasks = service.minTasks; state !== undefined && tasks <= service.maxTasks; tasks += 1) {
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
  }
  return "ends";
}

/**
 * Alone on its group, a service is blocked exactly when the checks say so. Beside another one it is when they say so: how
 * tasks of different sizes lie on the instances is not looked at.
 */
test(`the simulator of ECS and the checks agree on ${CASES} random cases`, () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(cases, (one) => {
      const [said, lived] = [checked(one), simulated(one)];
      const kind = `${one.other === undefined ? "alone" : "beside another"}, ${lived}`;
      seen[kind] = (seen[kind] ?? 0) + 1;

      if (one.other === undefined || (said === "blocked" && lived !== "ends without the other")) {
        expect(said).toBe(lived);
      }
    }),
    { numRuns: CASES, seed: Number(ROLLOUT_SEED) },
  );
  // All happen often enough to tell something.
  expect(Object.values(seen).filter((count) => count > CASES / 50)).toHaveLength(5);
});
