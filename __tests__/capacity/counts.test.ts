import { Token } from "cdktf";
import { refusal, warnings } from "../support/synth";
import { asks, place } from "./placed";

const FIXED_PORT = asks({ portMappings: [{ containerPort: 8080, hostPort: 8080 }] });
const T2 = { default: { instanceType: "t2.micro", maxSize: 3 } };

describe("more tasks than all instances hold (ECS-FIT-005)", () => {
  test("fails when it is the most that scaling may reach", () => {
    const app = (maxTasks: number) => ({
      app: { ...asks({ cpu: 1024, memoryMiB: 128 }), scaling: { minTasks: 2, maxTasks } },
    });

    expect(refusal(place({ groups: T2, services: app(10) }))).toBe(
      "test/app: 'scaling.maxTasks' must be at most 3: group 'default' has at most 3 instances, and a t2.micro holds 1 of the tasks by its 1024 CPU units, got 10; lower it, or raise 'maxSize' of the instances: ECS would wait for a place for ever [ECS-FIT-005]",
    );
    expect(warnings(place({ groups: T2, services: app(3) }))).toEqual([]);
  });

  test("fails when each has the same port of its instance", () => {
    expect(refusal(place({ services: { app: { ...FIXED_PORT, desiredCount: 4 } } }))).toBe(
      "test/app: 'desiredCount' must be at most 3: group 'default' has at most 3 instances, and a t3.small holds 1 of the tasks by its host port, got 4; lower it, or raise 'maxSize' of the instances: ECS would wait for a place for ever [ECS-FIT-005]",
    );
    expect(warnings(place({ services: { app: { ...FIXED_PORT, desiredCount: 3 } } }))).toEqual([]);
  });

  test("fails when no two may be on one instance", () => {
    const app = (desiredCount: number) => ({
      app: { desiredCount, placementConstraints: ["distinctInstance" as const] },
    });

    expect(refusal(place({ services: app(4) }))).toBe(
      "test/app: 'desiredCount' must be at most 3: group 'default' has at most 3 instances, and a t3.small holds 1 of the tasks by its placement constraint, got 4; lower it, or raise 'maxSize' of the instances: ECS would wait for a place for ever [ECS-FIT-005]",
    );
    expect(warnings(place({ services: app(3) }))).toEqual([]);
  });

  test("fails when a schedule raises it, and does not when a schedule of the instances does, too", () => {
    const schedules = [{ name: "day", schedule: "cron(0 8 ? * MON-FRI *)", minTasks: 2, maxTasks: 5 }];
    const services = { app: { ...FIXED_PORT, scaling: { minTasks: 1, maxTasks: 2, schedules } } };
    const larger = [{ name: "day", recurrence: "0 7 * * MON-FRI", maxSize: 5 }];

    expect(refusal(place({ services }))).toContain(
      "test/app: 'scaling.schedules[0].maxTasks' must be at most 3: ",
    );
    expect(warnings(place({ groups: { default: { schedules: larger } }, services }))).toEqual([]);
  });

  test("counts the instances of all groups that the tasks are on", () => {
    const groups = { a: { maxSize: 2 }, b: { maxSize: 3 } };
    const app = (desiredCount: number) => ({ app: { ...FIXED_PORT, desiredCount } });

    expect(refusal(place({ groups, strategy: ["a", "b"], services: app(6) }))).toBe(
      "test/app: 'desiredCount' must be at most 5: group 'a' has at most 2 instances, and a t3.small holds 1 of the tasks by its host port; group 'b' has at most 3 instances, and a t3.small holds 1 of the tasks by its host port, got 6; lower it, or raise 'maxSize' of the instances: ECS would wait for a place for ever [ECS-FIT-005]",
    );
    expect(warnings(place({ groups, strategy: ["a", "b"], services: app(5) }))).toEqual([]);
    expect(refusal(place({ groups, strategy: ["b"], services: app(4) }))).toContain(
      "must be at most 3: group 'b'",
    );
  });

  test("is none that is known while Terraform alone knows a number", () => {
    const unknown = Token.asNumber("${var.size}");

    expect(warnings(place({ services: { app: { ...FIXED_PORT, desiredCount: unknown } } }))).toEqual([]);
    expect(
      warnings(
        place({
          groups: { default: { maxSize: unknown } },
          services: { app: { ...FIXED_PORT, desiredCount: 9 } },
        }),
      ),
    ).toEqual([]);
  });
});

describe("more tasks than all instances probably hold (ECS-FIT-006)", () => {
  test("is warned of when it is for want of network interfaces, which trunking could add", () => {
    const groups = { default: { instanceType: "m7i.large", maxSize: 2 } };
    const app = (desiredCount: number) => ({
      app: { networkMode: "awsvpc" as const, ...asks({ memoryMiB: 128 }), desiredCount },
    });

    expect(warnings(place({ groups, services: app(5) }))).toEqual([
      "test/app: 'desiredCount' should be at most 4: probably group 'default' has at most 2 instances, and a m7i.large holds 2 of the tasks by its 2 network interfaces, got 5; lower it, raise 'maxSize' of the instances, or acknowledge what you have measured [ECS-FIT-006]",
    ]);
    expect(warnings(place({ groups, services: app(4) }))).toEqual([]);
  });

  test("fails when it is for want of network interfaces of a type that trunking does not know", () => {
    const app = { networkMode: "awsvpc" as const, ...asks({ memoryMiB: 128 }), desiredCount: 7 };

    expect(refusal(place({ services: { app } }))).toContain(
      "holds 2 of the tasks by its 2 network interfaces, got 7;",
    );
  });

  test("is warned of when it is for want of memory", () => {
    const app = (memoryMiB: number) => ({ app: { ...asks({ memoryMiB }), desiredCount: 6 } });

    expect(warnings(place({ services: app(1000) }))).toEqual([
      "test/app: 'desiredCount' should be at most 3: probably group 'default' has at most 3 instances, and a t3.small holds 1 of the tasks by its 1894 MiB, got 6; lower it, raise 'maxSize' of the instances, or acknowledge what you have measured [ECS-FIT-006]",
    ]);
    expect(warnings(place({ services: app(947) }))).toEqual([]);
  });
});

describe("services that do not fit on a group together", () => {
  const cpu = asks({ cpu: 1024 });
  const two = { default: { maxSize: 2 } };

  test("fails when their fewest tasks do not (ECS-FIT-007)", () => {
    const services = (desiredCount: number) => ({
      a: { ...cpu, desiredCount },
      b: { ...cpu, desiredCount: 1 },
    });

    expect(refusal(place({ groups: two, services: services(4) }))).toBe(
      "test/default-group: 'maxSize' must be at least 3: with the fewest tasks that they always have, the services reserve 5120 CPU units, and an instance has 2048 CPU units for tasks, got 2; raise it, take larger instances, or fewer tasks [ECS-FIT-007]",
    );
    expect(warnings(place({ groups: two, services: services(3) }))).toEqual([]);
  });

  test("fails when their tasks need one port of more instances than there can be (ECS-FIT-007)", () => {
    const services = { a: { ...FIXED_PORT, desiredCount: 1 }, b: { ...FIXED_PORT, desiredCount: 2 } };

    expect(refusal(place({ groups: two, services }))).toBe(
      "test/default-group: 'maxSize' must be at least 3: with the fewest tasks that they always have, the services reserve port 8080/tcp of 3 instances, got 2; raise it, take larger instances, or fewer tasks [ECS-FIT-007]",
    );
    expect(warnings(place({ services }))).toEqual([]);
  });

  test("is warned of when their most tasks do not (ECS-FIT-008)", () => {
    const scaling = (maxTasks: number) => ({ ...cpu, scaling: { minTasks: 1, maxTasks } });
    const services = (a: number, b: number) => ({ a: scaling(a), b: scaling(b) });

    expect(warnings(place({ groups: two, services: services(4, 4) }))).toEqual([
      "test/default-group: 'maxSize' should be at least 4: with the most tasks that they can have, the services reserve 8192 CPU units, and an instance has 2048 CPU units for tasks, got 2; raise it, or acknowledge that the services do not all have their peak at once [ECS-FIT-008]",
    ]);
    expect(warnings(place({ groups: two, services: services(2, 2) }))).toEqual([]);
  });

  test("counts the fewest tasks of any time", () => {
    const schedules = [{ name: "night", schedule: "cron(0 20 * * ? *)", minTasks: 0, maxTasks: 1 }];
    const services = (more: object) => ({
      a: { ...cpu, desiredCount: 1 },
      b: { ...cpu, scaling: { minTasks: 4, maxTasks: 4, ...more } },
    });

    expect(refusal(place({ groups: two, services: services({}) }))).toContain("[ECS-FIT-007]");
    expect(warnings(place({ groups: two, services: services({ schedules }) }))).toEqual([
      expect.stringContaining("[ECS-FIT-008]"),
    ]);
  });

  test("is not told of services that are on several groups", () => {
    const groups = { a: { maxSize: 1 }, b: { maxSize: 2 } };
    const services = { a: { ...cpu, desiredCount: 4 }, b: { ...cpu, desiredCount: 4 } };

    expect(warnings(place({ groups, strategy: ["a", "b"], services }))).toEqual([]);
  });
});

describe("an instance type that is not known (ECS-FIT-009)", () => {
  const groups = { default: { instanceType: "m7i.huge" } };

  test("is warned of, with what is not checked then", () => {
    expect(
      warnings(place({ groups, services: { app: { ...asks({ cpu: 999 }), desiredCount: 5000 } } })),
    ).toEqual([
      `test/default-group: 'instanceType' should be a type whose size is known, to check what fits on the group: CPU units, memory, GPUs and counts of tasks are not checked, got "m7i.huge"; check them yourself and acknowledge it, or write the list anew by 'npm run instance-types' [ECS-FIT-009]`,
    ]);
  });

  test("does not keep ports from being checked", () => {
    const app = asks({ portMappings: [{ containerPort: 80, hostPort: 22 }] });

    expect(refusal(place({ groups, services: { app } }))).toContain("[ECS-FIT-003]");
  });

  test("is warned of beside a known one", () => {
    const spot = { default: { spot: { instanceTypes: ["t3.huge"] } } };

    expect(warnings(place({ groups: spot }))).toEqual([expect.stringContaining('got "t3.huge";')]);
  });
});
