import type { ContainerProps, NetworkMode } from "../../modules/ecs-task";
import { refusalOf } from "../support/synth";
import { container, containersOf, synthesizeTask } from "../support/task";

function render(props: Partial<ContainerProps>) {
  return containersOf(synthesizeTask({ containers: [container(props)] }))[0];
}

function attempt(props: Partial<ContainerProps>, networkMode?: NetworkMode) {
  return () => synthesizeTask({ containers: [container(props)], networkMode });
}

describe("settings of a container", () => {
  test("are rendered in ECS's words, sorted by name", () => {
    const rendered = render({
      user: "1000:1000",
      workingDirectory: "/app",
      readonlyRootFilesystem: true,
      privileged: true,
      initProcessEnabled: true,
      capabilities: { add: ["NET_ADMIN"], drop: ["MKNOD"] },
      sharedMemoryMiB: 256,
      interactive: true,
      pseudoTerminal: true,
      hostname: "orders",
      dnsServers: ["10.0.0.2"],
      dnsSearchDomains: ["example.com"],
      extraHosts: { metrics: "10.1.0.9", googledns: "8.8.8.8" },
      ulimits: { nproc: { soft: 64, hard: 128 }, nofile: { soft: 1024, hard: 4096 } },
      systemControls: { "net.ipv4.tcp_keepalive_time": "60", "net.core.somaxconn": "1024" },
      dockerLabels: { SERVICE_NAME: "orders", ENVIRONMENT: "acc" },
    });

    expect(rendered).toMatchObject({
      user: "1000:1000",
      workingDirectory: "/app",
      readonlyRootFilesystem: true,
      privileged: true,
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { add: ["NET_ADMIN"], drop: ["MKNOD"] },
        sharedMemorySize: 256,
      },
      interactive: true,
      pseudoTerminal: true,
      hostname: "orders",
      dnsServers: ["10.0.0.2"],
      dnsSearchDomains: ["example.com"],
      extraHosts: [
        { hostname: "googledns", ipAddress: "8.8.8.8" },
        { hostname: "metrics", ipAddress: "10.1.0.9" },
      ],
      ulimits: [
        { name: "nofile", softLimit: 1024, hardLimit: 4096 },
        { name: "nproc", softLimit: 64, hardLimit: 128 },
      ],
      systemControls: [
        { namespace: "net.core.somaxconn", value: "1024" },
        { namespace: "net.ipv4.tcp_keepalive_time", value: "60" },
      ],
    });
    expect(Object.keys(rendered?.dockerLabels as object)).toEqual(["ENVIRONMENT", "SERVICE_NAME"]);
  });

  test("that are left out are not rendered, so that no plan shows them", () => {
    expect(Object.keys(render({}) ?? {}).sort()).toEqual([
      "cpu",
      "environment",
      "essential",
      "image",
      "logConfiguration",
      "memory",
      "mountPoints",
      "name",
      "portMappings",
      "systemControls",
      "volumesFrom",
    ]);
  });

  test("keep a dollar with a brace as it stands", () => {
    const stack = synthesizeTask({ containers: [container({ dockerLabels: { rule: "${host}" } })] });

    expect(stack.only("aws_ecs_task_definition").container_definitions).toContain('"rule":"$${host}"');
  });
});

test("fails when an extra host has no IP address", () => {
  expect(refusalOf(attempt({ extraHosts: { db: "db.internal" } }))).toBe(
    "test/task: 'containers[0].extraHosts.db' must be an IP address, got \"db.internal\"; write it like 10.1.0.9",
  );
});

test("fails when an extra host is not a host name", () => {
  expect(refusalOf(attempt({ extraHosts: { "my db": "10.1.0.9" } }))).toBe(
    "test/task: 'containers[0].extraHosts' must be by host names, got \"my db\"; write them like db.internal",
  );
});

test("fails when extra hosts are given in network mode awsvpc", () => {
  expect(refusalOf(attempt({ extraHosts: { db: "10.1.0.9" } }, "awsvpc"))).toBe(
    "test/task: 'containers[0].extraHosts' must be left out in network mode awsvpc, " +
      'got {"db":"10.1.0.9"}; use a private hosted zone',
  );
});

test.each<[Partial<ContainerProps>, string]>([
  [
    { hostname: "orders" },
    "'containers[0].hostname' must be left out in network mode awsvpc, got \"orders\"",
  ],
  [
    { dnsServers: ["10.0.0.2"] },
    "'containers[0].dnsServers' must be left out in network mode awsvpc, got [\"10.0.0.2\"]",
  ],
  [
    { dnsSearchDomains: ["example.com"] },
    "'containers[0].dnsSearchDomains' must be left out in network mode awsvpc, got [\"example.com\"]",
  ],
])("fails when a task with an interface of its own has %j", (props, finding) => {
  expect(refusalOf(attempt(props, "awsvpc"))).toBe(`test/task: ${finding}; the VPC's DNS is used`);
});

test("fails when there is no shared memory", () => {
  expect(refusalOf(attempt({ sharedMemoryMiB: 0 }))).toBe(
    "test/task: 'containers[0].sharedMemoryMiB' must be an integer from 1 to 25165824, got 0; Docker's default is 64",
  );
});

test("fails when a soft limit is above the hard one", () => {
  expect(refusalOf(attempt({ ulimits: { nofile: { soft: 2, hard: 1 } } }))).toBe(
    "test/task: 'containers[0].ulimits.nofile.soft' must not be greater than 'hard' (1), " +
      "got 2; lower the soft limit or raise the hard one",
  );
});

test("fails when a shell is wanted in a container whose root cannot be written to", () => {
  expect(
    refusalOf(() =>
      synthesizeTask({ execEnabled: true, containers: [container({ readonlyRootFilesystem: true })] }),
    ),
  ).toBe(
    "test/task: 'execEnabled' must be left out while a container has a read-only root file system, " +
      'got "app"; the agent that opens the shell writes to it',
  );
});
