import type { ContainerProps, NetworkMode } from "../../../modules/ecs-task";
import {
  container,
  containersOf,
  refusedContainers,
  renderContainer,
  synthesizeTask,
} from "../../support/task";

test("names and addresses are rendered in ECS's words, sorted by name", () => {
  const props = { hostname: "orders", dnsServers: ["10.0.0.2"], dnsSearchDomains: ["example.com"] };

  expect(renderContainer({ ...props, extraHosts: { metrics: "10.1.0.9", dns: "8.8.8.8" } })).toMatchObject({
    ...props,
    extraHosts: [
      { hostname: "dns", ipAddress: "8.8.8.8" },
      { hostname: "metrics", ipAddress: "10.1.0.9" },
    ],
  });
});

test("a container is linked to others of its task, with or without an alias", () => {
  const stack = synthesizeTask({
    containers: [
      container({ name: "john", links: ["paul", "george:lead"] }),
      container({ name: "paul" }),
      container({ name: "george" }),
    ],
  });

  expect(containersOf(stack)[0]?.links).toEqual(["paul", "george:lead"]);
});

test("fails when a link leads to no container of the task", () => {
  expect(refusedContainers([{ links: ["ringo"] }, { name: "paul" }])).toBe(
    "test/task: 'containers[0].links' must name containers of the same task, " +
      'got "ringo"; the others are ["paul"]',
  );
});

test.each<NetworkMode>(["host", "awsvpc"])("fails when links are given in network mode %s", (networkMode) => {
  expect(refusedContainers([{ links: ["db"] }, { name: "db" }], { networkMode })).toBe(
    `test/task: 'containers[0].links' must be left out in network mode ${networkMode}, ` +
      'got ["db"]; the containers of the task reach each other on 127.0.0.1',
  );
});

test("fails when an extra host has no IP address", () => {
  expect(refusedContainers([{ extraHosts: { db: "db.internal" } }])).toBe(
    "test/task: 'containers[0].extraHosts.db' must be an IP address, got \"db.internal\"; write it like 10.1.0.9",
  );
});

test("fails when an extra host is not a host name", () => {
  expect(refusedContainers([{ extraHosts: { "my db": "10.1.0.9" } }])).toBe(
    "test/task: 'containers[0].extraHosts' must be a map from host names to addresses, got \"my db\"; write a name like db.internal",
  );
});

test.each<[Partial<ContainerProps>, string]>([
  [
    { hostname: "orders" },
    `hostname' must be left out in network mode awsvpc, got "orders"; the VPC's DNS is used`,
  ],
  [
    { dnsServers: ["10.0.0.2"] },
    `dnsServers' must be left out in network mode awsvpc, got ["10.0.0.2"]; the VPC's DNS is used`,
  ],
  [
    { dnsSearchDomains: ["example.com"] },
    `dnsSearchDomains' must be left out in network mode awsvpc, got ["example.com"]; the VPC's DNS is used`,
  ],
  [
    { extraHosts: { db: "10.1.0.9" } },
    `extraHosts' must be left out in network mode awsvpc, got {"db":"10.1.0.9"}; use a private hosted zone`,
  ],
])("fails when a task with an interface of its own has %j", (props, message) => {
  expect(refusedContainers([props], { networkMode: "awsvpc" })).toBe(`test/task: 'containers[0].${message}`);
});
