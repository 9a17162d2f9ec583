import {
  container,
  containersOf,
  refusedContainers,
  renderContainer,
  synthesizeTask,
} from "../../support/task";

test.each([0, 120])("a container may have %i seconds to stop", (stopTimeoutSeconds) => {
  expect(renderContainer({ stopTimeoutSeconds }).stopTimeout).toBe(stopTimeoutSeconds);
});

test.each([-1, 121])("fails when a container has %i seconds to stop", (stopTimeoutSeconds) => {
  expect(refusedContainers([{ stopTimeoutSeconds }])).toBe(
    `test/task: 'containers[0].stopTimeoutSeconds' must be an integer from 0 to 120, got ${stopTimeoutSeconds}; ECS waits two minutes at most`,
  );
});

test("a container waits for what others of its task have reached", () => {
  const stack = synthesizeTask({
    containers: [
      container({ dependsOn: { redis: "HEALTHY", migrate: "SUCCESS", init: "COMPLETE", log: "START" } }),
      container({ name: "redis", healthCheck: { command: ["CMD", "redis-cli", "ping"] } }),
      container({ name: "migrate", essential: false }),
      container({ name: "init", essential: false }),
      container({ name: "log" }),
    ],
  });

  expect(containersOf(stack)[0]?.dependsOn).toEqual([
    { containerName: "init", condition: "COMPLETE" },
    { containerName: "log", condition: "START" },
    { containerName: "migrate", condition: "SUCCESS" },
    { containerName: "redis", condition: "HEALTHY" },
  ]);
});

test("a container that waits for none has no such list, as ECS answers", () => {
  expect(renderContainer({ dependsOn: {} })).not.toHaveProperty("dependsOn");
});

test("fails when a container waits for one that is not in the task", () => {
  expect(refusedContainers([{ dependsOn: { redis: "START" } }, { name: "paul" }])).toBe(
    "test/task: 'containers[0].dependsOn' must name containers of the same task, " +
      'got "redis"; the others are ["paul"]',
  );
});

test("fails when a container waits for the health of one without a health check", () => {
  expect(refusedContainers([{ dependsOn: { redis: "HEALTHY" } }, { name: "redis" }])).toBe(
    "test/task: 'containers[0].dependsOn.redis' must wait for a container with a health check, " +
      "got \"HEALTHY\"; give 'redis' a 'healthCheck', or wait for START",
  );
});

test.each(["SUCCESS", "COMPLETE"] as const)(
  "fails when a container waits for the %s of one that must not end",
  (condition) => {
    expect(refusedContainers([{ dependsOn: { migrate: condition } }, { name: "migrate" }])).toBe(
      "test/task: 'containers[0].dependsOn.migrate' must wait for a container that may end, " +
        `got "${condition}"; set 'essential: false' on 'migrate', or wait for START`,
    );
  },
);
