import fc from "fast-check";
import type { AlarmScaling, Group, ManagedScaling, Service } from "./model";

/** A service, perhaps beside another one, on a group of instances. */
export interface RandomCase {
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

export const randomCases: fc.Arbitrary<RandomCase> = fc
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
