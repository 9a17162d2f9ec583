import { Alb } from "../../modules/alb";
import { acknowledgeWarning, assertValid } from "../../modules/core";
import { EcsCluster, ExistingCluster } from "../../modules/ecs-cluster";
import type { EcsInstancesProps } from "../../modules/ecs-instances";
import { DaemonService, type EcsServiceProps } from "../../modules/ecs-service";
import { instanceGroup, network } from "../support/context";
import { type Context, service } from "../support/service";
import { refusal, refusalOf, synthesize } from "../support/synth";
import { container } from "../support/task";

/** Two instances, or three: of 2048 CPU units and 2048 MiB each. */
function inContext(instances: Partial<EcsInstancesProps>, build: (context: Context) => void) {
  return (stack: Context["stack"]) => {
    const vpc = network(stack);
    const cluster = new EcsCluster(stack, "cluster", { name: "main" });
    instanceGroup(stack, "default", { cluster, vpc, ...instances });
    build({ stack, vpc, cluster });
  };
}

function refused(props: Partial<EcsServiceProps>, instances: Partial<EcsInstancesProps> = {}): string {
  return refusal(inContext(instances, (context) => service(context, "orders", props)));
}

function accepted(props: Partial<EcsServiceProps>, instances: Partial<EcsInstancesProps> = {}): void {
  synthesize(inContext(instances, (context) => service(context, "orders", props)));
}

/** What is printed, and does not end the synthesis. */
function warnings(instances: Partial<EcsInstancesProps>, build: (context: Context) => void): string[] {
  const found: string[] = [];
  synthesize((stack) => {
    inContext(instances, build)(stack);
    found.push(...assertValid(stack).map(({ message }) => message));
  });
  return found.filter((message) => message.includes("ECS-ROLL"));
}

const containers = (cpu: number, hostPort?: number) => [
  container({ cpu, memoryMiB: 128, portMappings: [{ containerPort: 8080, hostPort }] }),
];

/** An instance holds one. */
const onPort = { containers: containers(128, 8080) };

describe("ECS-ROLL-001: a deployment", () => {
  test.each<[string, Partial<EcsServiceProps>]>([
    ["starts new tasks beside the old ones", { minimumHealthyPercent: 100, maximumPercent: 200 }],
    ["stops old tasks first", { minimumHealthyPercent: 50, maximumPercent: 100 }],
    ["stops the only task first", { desiredCount: 1, minimumHealthyPercent: 0, maximumPercent: 100 }],
    ["replaces one of three tasks", { desiredCount: 3, minimumHealthyPercent: 66, maximumPercent: 100 }],
    ["has no task to replace", { desiredCount: 0, minimumHealthyPercent: 100, maximumPercent: 100 }],
    ["has an instance for one task more", { ...onPort, minimumHealthyPercent: 100 }],
    ["stops a task where all ports are taken", { ...onPort, desiredCount: 3, minimumHealthyPercent: 66 }],
  ])("%s", (_, props) => {
    expect(() => {
      accepted(props);
    }).not.toThrow();
  });

  test.each<[string, Partial<EcsServiceProps>, string]>([
    [
      "it may neither start nor stop one",
      { minimumHealthyPercent: 100, maximumPercent: 100 },
      "'maximumPercent' must allow one task more than 2, since 'minimumHealthyPercent' (100) lets none stop first, got 100; " +
        "take maximumPercent 150 or minimumHealthyPercent 50: ECS could replace no task",
    ],
    [
      "half of the only task is the whole task",
      { desiredCount: 1, minimumHealthyPercent: 50, maximumPercent: 150 },
      "'maximumPercent' must allow one task more than 1, since 'minimumHealthyPercent' (50) lets none stop first, got 150; " +
        "take maximumPercent 200 or minimumHealthyPercent 0: ECS could replace no task",
    ],
    [
      "scaling leaves the only task alone",
      { scaling: { minTasks: 0, maxTasks: 3 }, minimumHealthyPercent: 50, maximumPercent: 150 },
      "'maximumPercent' must allow one task more than 1, since 'minimumHealthyPercent' (50) lets none stop first, got 150; " +
        "take maximumPercent 200 or minimumHealthyPercent 0: ECS could replace no task",
    ],
    [
      "a third of three tasks is more than one",
      { desiredCount: 3, minimumHealthyPercent: 67, maximumPercent: 133 },
      "'maximumPercent' must allow one task more than 3, since 'minimumHealthyPercent' (67) lets none stop first, got 133; " +
        "take maximumPercent 134 or minimumHealthyPercent 66: ECS could replace no task",
    ],
    [
      "the port is taken on every instance",
      { ...onPort, desiredCount: 3, minimumHealthyPercent: 100 },
      "'minimumHealthyPercent' must let one of 3 tasks stop first, since there is no room for one more, got 100; " +
        "take minimumHealthyPercent 66, maxSize 4 of group 'default' or a host port that ECS picks",
    ],
    [
      "scaling takes every instance",
      { containers: containers(2048), scaling: { minTasks: 1, maxTasks: 3 } },
      "'minimumHealthyPercent' must let one of 3 tasks stop first, since there is no room for one more, got 100; " +
        "take minimumHealthyPercent 66 or maxSize 4 of group 'default'",
    ],
    [
      "a schedule takes every instance",
      {
        containers: containers(2048),
        scaling: {
          minTasks: 1,
          maxTasks: 2,
          schedules: [{ name: "day", schedule: "cron(0 8 * * ? *)", minTasks: 3, maxTasks: 3 }],
        },
      },
      "'minimumHealthyPercent' must let one of 3 tasks stop first, since there is no room for one more, got 100; " +
        "take minimumHealthyPercent 66 or maxSize 4 of group 'default'",
    ],
    [
      "tasks must be on instances of their own",
      { placementConstraints: ["distinctInstance"], desiredCount: 3 },
      "'minimumHealthyPercent' must let one of 3 tasks stop first, since there is no room for one more, got 100; " +
        "take minimumHealthyPercent 66 or maxSize 4 of group 'default'",
    ],
  ])("fails when %s", (_, props, message) => {
    expect(refused(props)).toBe(`test/orders: ${message} [ECS-ROLL-001]`);
  });

  const blueGreen = (maxSize: number) =>
    inContext({ maxSize }, (context) => {
      const alb = new Alb(context.stack, "alb", { vpc: context.vpc, name: "main" });
      const loadBalancer = { alb, priority: 1 };
      service(context, "orders", {
        containers: containers(2048),
        desiredCount: 2,
        loadBalancer,
        deployment: { strategy: "blue-green" },
      });
    });

  test("has room for both versions beside each other", () => {
    expect(() => synthesize(blueGreen(4))).not.toThrow();
  });

  test("fails when both versions have no room beside each other", () => {
    expect(refusal(blueGreen(3))).toBe(
      "test/orders: 'deployment.strategy' must be rolling, since there is no room for 2 tasks of each of two versions, " +
        "got \"blue-green\"; take the strategy rolling, fewer tasks or maxSize 4 of group 'default' [ECS-ROLL-001]",
    );
  });

  test("fails when there is no room beside the tasks that another service always has", () => {
    const message = refusal(
      inContext({}, (context) => {
        service(context, "orders", { containers: containers(2048), desiredCount: 2 });
        service(context, "web", { containers: containers(1024), desiredCount: 2, minimumHealthyPercent: 50 });
      }),
    );

    expect(message).toBe(
      "test/orders: 'minimumHealthyPercent' must let one of 2 tasks stop first, since there is no room for one more, got 100; " +
        "take minimumHealthyPercent 50 or maxSize 4 of group 'default' [ECS-ROLL-001]",
    );
  });

  test("fails on a cluster of somebody else's only when percents alone leave no step", () => {
    const on = (props: Partial<EcsServiceProps>) =>
      synthesize((stack) => {
        const cluster = new ExistingCluster(stack, "cluster", { name: "main" });
        service({ stack, vpc: network(stack), cluster: cluster as never }, "orders", props);
      });

    expect(() => on({ ...onPort, minimumHealthyPercent: 100 })).not.toThrow();
    expect(refusalOf(() => on({ maximumPercent: 100 }))).toBe(
      "test/orders: 'maximumPercent' must allow one task more than 2, since 'minimumHealthyPercent' (100) lets none stop first, got 100; " +
        "take maximumPercent 150 or minimumHealthyPercent 50: ECS could replace no task [ECS-ROLL-001]",
    );
  });
});

describe("ECS-ROLL-002: a deployment probably", () => {
  const web = (context: Context) =>
    service(context, "web", {
      containers: containers(1024),
      minimumHealthyPercent: 50,
      scaling: { minTasks: 0, maxTasks: 2 },
    });
  const orders = (context: Context, props: Partial<EcsServiceProps> = {}) =>
    service(context, "orders", { containers: containers(2048), desiredCount: 2, ...props });
  const weekend = { name: "weekend", recurrence: "0 0 * * SAT", maxSize: 2 };

  test("has no room while another service has its most tasks", () => {
    const found = warnings({ maxSize: 4 }, (context) => {
      orders(context, { desiredCount: 3 });
      web(context);
    });

    expect(found).toEqual([
      "test/orders: 'minimumHealthyPercent' should let one of 3 tasks stop first, since there is no room for one more, " +
        "while all services have their most tasks, got 100; take minimumHealthyPercent 66 or maxSize 5 of group 'default' [ECS-ROLL-002]",
    ]);
  });

  test("has room beside it on one instance more", () => {
    const found = warnings({ maxSize: 5 }, (context) => {
      orders(context, { desiredCount: 3 });
      web(context);
    });

    expect(found).toEqual([]);
  });

  test("has no room while a schedule takes instances away, which can be acknowledged", () => {
    const found = warnings({ schedules: [weekend] }, (context) => {
      acknowledgeWarning(orders(context), "ECS-ROLL-002", "nobody deploys at weekends");
    });

    expect(found).toEqual([
      "test/orders: 'minimumHealthyPercent' should let one of 2 tasks stop first, since there is no room for one more, " +
        "while a schedule allows the fewest instances, got 100; take minimumHealthyPercent 50 or maxSize 3 of group 'default' [ECS-ROLL-002]",
    ]);
  });

  test("has room at all times where the fewest tasks leave some", () => {
    const found = warnings({ schedules: [weekend] }, (context) =>
      orders(context, { desiredCount: 1, scaling: { minTasks: 1, maxTasks: 2 } }),
    );

    expect(found).toEqual([]);
  });
});

describe("ECS-ROLL-003: step scaling of instances", () => {
  const reservation = (addAtPercent: number) => {
    const thresholds = { addAtPercent, removeBelowPercent: 10 };
    return { scaling: { metric: "reservation", cpu: thresholds, memory: thresholds } } as const;
  };

  test("adds one when full instances reach a threshold", () => {
    expect(() => {
      accepted({ containers: containers(2048), desiredCount: 2 }, reservation(90));
    }).not.toThrow();
  });

  test("need not add one where the fewest have room for all tasks, and for one more", () => {
    expect(() => {
      accepted({ desiredCount: 2 }, { scaling: {} });
    }).not.toThrow();
  });

  test.each<[string, Partial<EcsServiceProps>, Partial<EcsInstancesProps>, string]>([
    [
      "it goes by what tasks use, and a third one waits for a place",
      { containers: containers(2048), scaling: { minTasks: 2, maxTasks: 3 }, minimumHealthyPercent: 50 },
      { scaling: {} },
      "'scaling.maxTasks' must be at most 2: step scaling adds no instance to group 'default' when a task finds no place, got 3; " +
        'take its scaling "managed", minSize 4 of group \'default\' or the metric "reservation": what tasks use tells nothing about places',
    ],
    [
      "a deployment waits for a place for one task more",
      { containers: containers(2048) },
      { scaling: {} },
      "'desiredCount' must be at most 1: step scaling adds no instance to group 'default' when a task finds no place, got 2; " +
        'take its scaling "managed", minSize 3 of group \'default\' or the metric "reservation": what tasks use tells nothing about places',
    ],
    [
      "full instances reserve less than the threshold",
      { containers: containers(1280) },
      reservation(90),
      "'desiredCount' must be at most 1: step scaling adds no instance to group 'default' when a task finds no place, got 2; " +
        "take its scaling \"managed\", minSize 3 of group 'default' or an 'addAtPercent' of 62 for cpu or 6 for memory: so much full instances of group 'default' reserve",
    ],
    [
      "it begins without an instance, and so without a metric",
      { containers: containers(2048), desiredCount: 1 },
      { ...reservation(90), minSize: 0 },
      "'desiredCount' must be at most 0: step scaling adds no instance to group 'default' when a task finds no place, got 1; " +
        "take its scaling \"managed\" or minSize 2 of group 'default': there is no metric while there is no instance",
    ],
  ])("fails when %s", (_, props, instances, message) => {
    expect(refused(props, instances)).toBe(`test/orders: ${message} [ECS-ROLL-003]`);
  });

  test("fails when the metrics are those of several groups", () => {
    const message = refusal((stack) => {
      const vpc = network(stack);
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      const group = instanceGroup(stack, "default", { cluster, vpc, ...reservation(90) });
      instanceGroup(stack, "batch", { cluster, vpc });
      service({ stack, vpc, cluster }, "orders", {
        containers: containers(2048),
        capacityProviderStrategy: [{ group }],
      });
    });

    expect(message).toBe(
      "test/orders: 'desiredCount' must be at most 1: step scaling adds no instance to group 'default' when a task finds no place, got 2; " +
        "take its scaling \"managed\" or minSize 3 of group 'default': the metrics are those of all groups of the cluster [ECS-ROLL-003]",
    );
  });
});

describe("ECS-ROLL-004: a deployment of a daemon", () => {
  const daemon = (minimumHealthyPercent: number, instances: Partial<EcsInstancesProps> = {}) =>
    inContext(instances, ({ stack, vpc, cluster }) => {
      new DaemonService(stack, "agent", {
        cluster,
        vpc,
        name: "agent",
        containers: [container()],
        minimumHealthyPercent,
      });
    });

  test.each<[string, number, Partial<EcsInstancesProps>]>([
    ["stops one of two instances' tasks first", 50, {}],
    ["stops the only instance's task first", 0, { minSize: 1 }],
  ])("%s", (_, minimumHealthyPercent, instances) => {
    expect(() => synthesize(daemon(minimumHealthyPercent, instances))).not.toThrow();
  });

  test.each<[string, number, Partial<EcsInstancesProps>, string]>([
    [
      "there may be one instance only",
      50,
      { minSize: 1 },
      "let a task stop first when there is 1 instance, since there is no second one on an instance, got 50; take 0, or 2 instances at least",
    ],
    [
      "there may be none, and then one",
      50,
      { minSize: 0 },
      "let a task stop first when there is 1 instance, since there is no second one on an instance, got 50; take 0, or 2 instances at least",
    ],
    [
      "every instance keeps its task",
      100,
      {},
      "let a task stop first when there are 2 instances, since there is no second one on an instance, got 100; take 50",
    ],
  ])("fails when %s", (_, minimumHealthyPercent, instances, message) => {
    expect(refusal(daemon(minimumHealthyPercent, instances))).toBe(
      `test/agent: 'minimumHealthyPercent' must ${message} [ECS-ROLL-004]`,
    );
  });
});
