import fc from "fast-check";
import { firstBlocked, followsTasks } from "../../modules/rollout";
import { randomFrom } from "../../tools/soak/random";
import type { AlarmScaling, Group, ManagedScaling, Service } from "./model";
import { Simulation } from "./simulation";

/** `ROLLOUT_CASES=10000 npx jest …` tries more. */
const CASES = Number(process.env.ROLLOUT_CASES ?? 300);

interface Case {
  readonly group: Group;
  readonly service: Service;
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
        memory: fc.constant(1000),
        zones: fc.integer({ min: 1, max: 3 }),
        scaling: fc.oneof(managed, alarms(minSize)),
      }),
      service: fc
        .record({ minTasks: fc.integer({ min: 0, max: 5 }), more: fc.integer({ min: 0, max: 3 }) })
        .chain(({ minTasks, more }) =>
          fc.record<Service>({
            name: fc.constant("service"),
            group: fc.constant("group"),
            minimumHealthyPercent: fc.oneof(percent, fc.constantFrom(0, 50, 100)),
            maximumPercent: fc.oneof(fc.integer({ min: 100, max: 200 }), fc.constantFrom(100, 150, 200)),
            cpu: fc.integer({ min: 0, max: 1024 }),
            memory: fc.integer({ min: 100, max: 1000 }),
            hostPorts: fc.constantFrom([], ["80/tcp"]),
            distinctInstance: fc.boolean(),
            strategies: fc.constantFrom([], ["binpack:memory"], ["spread:instance"], ["random"]),
            minTasks: fc.constant(minTasks),
            maxTasks: fc.constant(Math.max(1, minTasks + more)),
            desiredCount: fc.constant(minTasks),
            startMinutes: fc.integer({ min: 0, max: 3 }),
            stopMinutes: fc.integer({ min: 0, max: 5 }),
          }),
        ),
    }),
  );

/** What the check says, of a service alone on its group. */
function checked({ group, service }: Case): string {
  const alone = service.distinctInstance || service.hostPorts.length > 0 ? 1 : Infinity;
  const perInstance = Math.min(
    alone,
    Math.floor(group.cpu / service.cpu),
    Math.floor(group.memory / service.memory),
  );
  const { scaling } = group;
  const follows =
    !("metric" in scaling) ||
    (scaling.metric === "Reservation" &&
      group.minSize > 0 &&
      followsTasks([
        { reservedPercent: (100 * perInstance * service.cpu) / group.cpu, addAtPercent: scaling.cpu.addAt },
        {
          reservedPercent: (100 * perInstance * service.memory) / group.memory,
          addAtPercent: scaling.memory.addAt,
        },
      ]));
  const places = perInstance * (follows ? group.maxSize : group.minSize);
  const counts = { min: service.minTasks, max: service.maxTasks };
  return firstBlocked(counts, service, places) === undefined ? "ends" : "blocked";
}

/** What happens when each number of tasks that is possible is wanted for a while, and then deployed. */
function simulated({ group, service, seed }: Case): string {
  for (const order of ["stops first", "starts first"] as const) {
    const simulation = new Simulation({ groups: [group], services: [service] }, order, randomFrom(seed));
    const [state] = simulation.services;
    if (state === undefined) {
      throw new Error("there is no service");
    }
    for (let tasks = service.minTasks; tasks <= service.maxTasks; tasks += 1) {
      state.desired = tasks;
      const restsBefore = simulation.untilQuiet() && simulation.isSteady(state);
      simulation.deploy(state);
      if (!restsBefore || !simulation.untilQuiet() || !simulation.isSteady(state)) {
        return "blocked";
      }
    }
  }
  return "ends";
}

test(`the simulator of ECS and the check agree on ${CASES} random cases`, () => {
  const seen = { ends: 0, blocked: 0 } as Record<string, number>;
  fc.assert(
    fc.property(cases, (one) => {
      const verdict = simulated(one);
      seen[verdict] = (seen[verdict] ?? 0) + 1;
      expect({ check: checked(one) }).toEqual({ check: verdict });
    }),
    { numRuns: CASES, seed: 1 },
  );
  expect(Object.values(seen).every((count) => count > CASES / 10)).toBe(true);
});
