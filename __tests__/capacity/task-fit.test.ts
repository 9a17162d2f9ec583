import { ExistingCluster } from "../../modules/ecs-cluster";
import { DaemonService, EcsService } from "../../modules/ecs-service";
import type { ContainerProps } from "../../modules/ecs-task";
import { OneOffTask } from "../../modules/scheduled-task";
import { refusal, warnings } from "../support/synth";
import { container } from "../support/task";
import { asks, place } from "./placed";

/** One service with one task. */
const app = (props: Partial<ContainerProps>) => ({ app: { ...asks(props), desiredCount: 1 } });

const daemon = (props: Partial<ContainerProps>, constrained = false) =>
  ({
    more: ({ stack, cluster }) => {
      new DaemonService(stack, "agent", {
        cluster,
        name: "agent",
        containers: [container(props)],
        placementConstraints: constrained ? [{ memberOf: "runningTasksCount < 10" }] : undefined,
      });
    },
  }) satisfies Parameters<typeof place>[0];

describe("a task that asks for more than any instance has (ECS-FIT-001)", () => {
  test("fails when it is CPU units", () => {
    expect(refusal(place({ services: app({ cpu: 4096, memoryMiB: 512 }) }))).toBe(
      "test/app: 'containers' must reserve at most 2048 CPU units in sum: a t3.small of group 'default' has no more for tasks, got 4096; reserve less, or take a larger instance type [ECS-FIT-001]",
    );
  });

  test("fails when it is memory, of all containers in sum, beside what is reserved and what daemons take", () => {
    const containers = [
      container({ name: "a", memoryMiB: 4000, memoryReservationMiB: 1000 }),
      container({ name: "b", memoryMiB: 821 }),
    ];
    const message = refusal(
      place({
        groups: {
          default: { reservedMemoryMiB: 100, systemContainers: [{ name: "x", image: "x:1", memoryMiB: 28 }] },
        },
        services: { app: { containers, desiredCount: 1 } },
        ...daemon({ memoryMiB: 100 }),
      }),
    );
    expect(message).toBe(
      "test/app: 'containers' must reserve at most 1820 MiB in sum: a t3.small of group 'default' has no more for tasks, got 1821; reserve less, or take a larger instance type [ECS-FIT-001]",
    );
  });

  test("fails when it is GPUs", () => {
    const groups = { default: { instanceType: "g5.xlarge" } };

    expect(refusal(place({ groups, services: app({ gpus: 2 }) }))).toBe(
      "test/app: 'containers' must reserve at most 1 GPUs in sum: a g5.xlarge of group 'default' has no more for tasks, got 2; reserve less, or take a larger instance type [ECS-FIT-001]",
    );
    expect(warnings(place({ groups, services: app({ gpus: 1 }) }))).toEqual([]);
  });

  test("fails when it is the task of a daemon, or one that is run now and then", () => {
    expect(refusal(place(daemon({ cpu: 2049 })))).toBe(
      "test/agent: 'containers' must reserve at most 2048 CPU units in sum: a t3.small of group 'default' has no more for tasks, got 2049; reserve less, or take a larger instance type [ECS-FIT-001]",
    );
    const more = (cpu: number) =>
      place({
        more: ({ stack, vpc, cluster }) => {
          new OneOffTask(stack, "migrate", {
            ...{ cluster, vpc, name: "migrate" },
            containers: [container({ cpu })],
          });
        },
      });
    expect(refusal(more(2049))).toContain("[ECS-FIT-001]");
    expect(warnings(more(2048))).toEqual([]);
  });

  test("is none when it asks for all that there is of CPU units, or where a daemon may not be", () => {
    expect(warnings(place({ services: app({ cpu: 2048 }) }))).toEqual([]);
    expect(warnings(place({ services: app({ cpu: 2048 }), ...daemon({ cpu: 0 }, true) }))).toEqual([]);
  });

  test("is none where one of several types has it", () => {
    const groups = { default: { instanceType: "t3.small", spot: { instanceTypes: ["c5.xlarge"] } } };

    expect(warnings(place({ groups, services: app({ cpu: 4096 }) }))).toEqual([
      "test/app: 'containers' should reserve at most 2048 CPU units in sum: a t3.small of group 'default' probably has no more for tasks, got 4096; reserve less, take a larger instance type, or acknowledge what you have measured [ECS-FIT-002]",
    ]);
  });

  test("is none that is known on instances of another program", () => {
    const existing = place({
      groups: {},
      more: ({ stack }) => {
        const cluster = new ExistingCluster(stack, "existing", { name: "other" });
        new EcsService(stack, "app", { cluster, name: "app", ...asks({ cpu: 100_000 }) });
      },
    });
    expect(warnings(existing)).toEqual([]);
  });
});

describe("a task that asks for more memory than is probably registered (ECS-FIT-002)", () => {
  test("is warned of", () => {
    expect(warnings(place({ services: { app: { ...asks({ memoryMiB: 2000 }), desiredCount: 0 } } }))).toEqual(
      [
        "test/app: 'containers' should reserve at most 1894 MiB in sum: a t3.small of group 'default' probably has no more for tasks, got 2000; reserve less, take a larger instance type, or acknowledge what you have measured [ECS-FIT-002]",
      ],
    );
  });

  test("is not warned of up to it", () => {
    expect(warnings(place({ services: app({ memoryMiB: 1894 }) }))).toEqual([]);
  });
});

describe("a fixed host port that instances do not have (ECS-FIT-003)", () => {
  const ports = (hostPort: number, protocol?: "udp") => ({
    portMappings: [{ containerPort: 8080, hostPort, protocol }],
  });

  test("fails when the agent needs it", () => {
    expect(refusal(place({ services: app(ports(22)) }))).toBe(
      "test/app: 'containers[0].portMappings[0].hostPort' must be a port that is free on the instances of group 'default', where the ECS agent or a system container has it, got 22; take another one, or leave it out for one that ECS picks [ECS-FIT-003]",
    );
  });

  test("fails when a system container or a daemon has it", () => {
    const systemContainers = [
      { name: "dns", image: "dns:1", ports: [{ containerPort: 53, protocol: "udp" as const }] },
    ];

    expect(
      refusal(place({ groups: { default: { systemContainers } }, services: app(ports(53, "udp")) })),
    ).toContain("where the ECS agent or a system container has it, got 53;");
    expect(refusal(place({ services: app(ports(9100)), ...daemon(ports(9100)) }))).toContain(
      [
        "test/agent",
        "test/app: 'containers[0].portMappings[0].hostPort' must be a port that is free on the instances of group 'default', where 'test/agent' has it, got 9100; take another one, or leave it out for one that ECS picks [ECS-FIT-003]",
      ].at(-1),
    );
  });

  test("fails when the container is in the network of the instance", () => {
    const services = {
      app: {
        networkMode: "host" as const,
        ...asks({ portMappings: [{ containerPort: 51678 }] }),
        desiredCount: 1,
      },
    };
    expect(refusal(place({ services }))).toContain(
      "'containers[0].portMappings[0].containerPort' must be a port",
    );
  });

  test("is none for a port that is free, of another protocol, or of a network interface of its own", () => {
    const own = {
      app: {
        networkMode: "awsvpc" as const,
        ...asks({ portMappings: [{ containerPort: 22 }] }),
        desiredCount: 1,
      },
    };

    expect(warnings(place({ services: app(ports(23)) }))).toEqual([]);
    expect(warnings(place({ services: app(ports(22, "udp")) }))).toEqual([]);
    expect(warnings(place({ services: own }))).toEqual([]);
    expect(warnings(place({ services: app(ports(9101)), ...daemon(ports(9100)) }))).toEqual([]);
    expect(warnings(place({ services: app(ports(9100)), ...daemon(ports(9100), true) }))).toEqual([]);
  });
});

describe("an image for other processors (ECS-FIT-004)", () => {
  const arm = { default: { instanceType: "t4g.small" } };

  test("is warned of by its tag", () => {
    expect(warnings(place({ groups: arm, services: app({ image: "example/web:v1-amd64" }) }))).toEqual([
      `test/app: 'containers[0].image' should be an image for arm64, since the instances of group 'default' are, got "example/web:v1-amd64"; its name says x86_64: take another image, or other instances [ECS-FIT-004]`,
    ]);
  });

  test.each(["arm64v8/nginx:1.27", "public.ecr.aws/arm64v8/nginx:1.27", "web:v1-arm64", "web:1_aarch64"])(
    "is warned of, %s on x86",
    (image) => {
      expect(warnings(place({ services: app({ image }) }))).toEqual([
        expect.stringContaining("[ECS-FIT-004]"),
      ]);
      expect(warnings(place({ groups: arm, services: app({ image }) }))).toEqual([]);
    },
  );

  test("is not told by its name where the task definition tells", () => {
    const services = {
      app: { ...app({ image: "example/web:v1-amd64" }).app, cpuArchitecture: "ARM64" as const },
    };

    expect(warnings(place({ groups: arm, services }))).toEqual([]);
  });

  test.each(["example/web:v1", "harm64/web:v1", "arm64v8-tools/web:v1"])("is not told of %s", (image) => {
    expect(warnings(place({ services: app({ image }) }))).toEqual([]);
  });
});

describe("a task definition for other processors (ECS-FIT-012)", () => {
  const made = (cpuArchitecture: "X86_64" | "ARM64") => ({ app: { desiredCount: 1, cpuArchitecture } });
  const graviton = { default: { instanceType: "t4g.small" } };

  test("fails when the instances have others", () => {
    expect(refusal(place({ services: made("ARM64") }))).toBe(
      `test/app: 'cpuArchitecture' must be X86_64, since the instances of group 'default' are, got "ARM64"; take images for these instances, or other instances [ECS-FIT-012]`,
    );
    expect(refusal(place({ groups: graviton, services: made("X86_64") }))).toBe(
      `test/app: 'cpuArchitecture' must be ARM64, since the instances of group 'default' are, got "X86_64"; take images for these instances, or other instances [ECS-FIT-012]`,
    );
  });

  test("is none when they agree, or where nothing is known of the instances", () => {
    const newer = { default: { instanceType: "x99.small", ami: "ami-0123456789abcdef0" } };

    expect(warnings(place({ services: made("X86_64") }))).toEqual([]);
    expect(warnings(place({ groups: graviton, services: made("ARM64") }))).toEqual([]);
    expect(warnings(place({ groups: newer, services: made("ARM64") }))).toEqual([
      expect.stringContaining("[ECS-FIT-009]"),
    ]);
  });
});
