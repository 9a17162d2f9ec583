import type { ContainerProps } from "../../modules/ecs-task";
import { refusalOf } from "../support/synth";
import { container, containersOf, synthesizeTask } from "../support/task";

function attempt(...containers: Partial<ContainerProps>[]) {
  return () => synthesizeTask({ containers: containers.map(container) });
}

test("a container is linked to others of its task, with or without an alias", () => {
  const stack = attempt(
    { name: "john", links: ["paul", "george:lead"] },
    { name: "paul" },
    { name: "george" },
  )();

  expect(containersOf(stack)[0]?.links).toEqual(["paul", "george:lead"]);
});

test("a container waits for what others of its task have reached", () => {
  const stack = attempt(
    { name: "app", dependsOn: { redis: "HEALTHY", migrate: "SUCCESS" } },
    { name: "redis", healthCheck: { command: ["CMD", "redis-cli", "ping"] } },
    { name: "migrate", essential: false },
  )();

  expect(containersOf(stack)[0]?.dependsOn).toEqual([
    { containerName: "migrate", condition: "SUCCESS" },
    { containerName: "redis", condition: "HEALTHY" },
  ]);
});

test("fails when a link leads to no container of the task", () => {
  expect(refusalOf(attempt({ links: ["ringo"] }, { name: "paul" }))).toBe(
    "test/task: 'containers[0].links' must name containers of the same task, " +
      'got "ringo"; the others are ["paul"]',
  );
});

test("fails when a container waits for one that is not in the task", () => {
  expect(refusalOf(attempt({ dependsOn: { redis: "START" } }, { name: "paul" }))).toBe(
    "test/task: 'containers[0].dependsOn' must name containers of the same task, " +
      'got "redis"; the others are ["paul"]',
  );
});

test("fails when links and dependencies make a circle", () => {
  expect(
    refusalOf(
      attempt(
        { name: "a", links: ["b:bee"] },
        { name: "b", dependsOn: { c: "START" } },
        { name: "c", links: ["a"] },
      ),
    ),
  ).toBe(
    "test/task: 'containers' must not wait for each other in a circle by 'links' and 'dependsOn', " +
      'got "a → b → c → a"; remove one of them',
  );
});

test("fails when a container waits for the health of one without a health check", () => {
  expect(refusalOf(attempt({ dependsOn: { redis: "HEALTHY" } }, { name: "redis" }))).toBe(
    "test/task: 'containers[0].dependsOn.redis' must wait for a container with a health check, " +
      "got \"HEALTHY\"; give 'redis' a 'healthCheck', or wait for START",
  );
});

test("fails when a container waits for the end of one that must not end", () => {
  expect(refusalOf(attempt({ dependsOn: { migrate: "SUCCESS" } }, { name: "migrate" }))).toBe(
    "test/task: 'containers[0].dependsOn.migrate' must wait for a container that may end, " +
      "got \"SUCCESS\"; set 'essential: false' on 'migrate', or wait for START",
  );
});

test("fails when links are given outside of network mode bridge", () => {
  expect(
    refusalOf(() =>
      synthesizeTask({
        networkMode: "host",
        containers: [container({ links: ["db"] }), container({ name: "db" })],
      }),
    ),
  ).toBe(
    "test/task: 'containers[0].links' must be left out in network mode host, " +
      'got ["db"]; the containers of the task reach each other on 127.0.0.1',
  );
});
