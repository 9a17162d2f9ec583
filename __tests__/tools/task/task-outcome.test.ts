import { explainNoStart, explainPlacement, outcomeOf } from "../../../tools/task/task-outcome";

function notStarted(stoppedReason: string | undefined, reason?: string) {
  return outcomeOf({ stoppedReason, containers: [{ name: "migrate", reason }] }, "migrate");
}

test("a task has the exit code of its essential container", () => {
  const containers = [
    { name: "proxy", exitCode: 143 },
    { name: "migrate", exitCode: 0 },
  ];

  expect(outcomeOf({ containers }, "migrate").exitCode).toBe(0);
  expect(outcomeOf({ containers: [] }, "migrate").exitCode).toBeUndefined();
});

test.each([
  ["RESOURCE:CPU", "no instance has so much CPU free: lower 'cpu' or raise 'maxSize' of the instances"],
  ["RESOURCE:PORTS", "the host port is taken on every instance: leave 'hostPort' out"],
  ["AGENT", "the agent of an instance is out of reach: try again, and look at the instance if it stays so"],
  ["SOMETHING NEW", "see the instances of the cluster in the console"],
])("a task that was not placed because of %s says what to do", (reason, hint) => {
  expect(explainPlacement("migrate", reason)).toBe(`The task 'migrate' was not placed: ${reason}; ${hint}.`);
});

test("a task that was not placed says ECS's details, and that it has given no reason", () => {
  expect(explainPlacement("migrate", "MISSING", "no such\ninstance.")).toBe(
    "The task 'migrate' was not placed: MISSING (no such instance); see the instances of the cluster in the console.",
  );
  expect(explainPlacement("migrate")).toContain("was not placed: ECS gives no reason; ");
});

test("a task that did not start says the reason of its container rather than that of the task", () => {
  expect(
    explainNoStart("migrate", notStarted("Task failed to start", "CannotStartContainerError: no such file")),
  ).toBe(
    "The task 'migrate' did not start: CannotStartContainerError: no such file; check the container's 'command' and 'entryPoint'.",
  );
  expect(explainNoStart("migrate", notStarted("ResourceInitializationError: no secret"))).toBe(
    "The task 'migrate' did not start: ResourceInitializationError: no secret; check that the secrets and volumes exist, and that the task's execution role may read them.",
  );
  expect(explainNoStart("migrate", notStarted("Fetching secret data from SSM in eu-west-1: denied"))).toBe(
    "The task 'migrate' did not start: Fetching secret data from SSM in eu-west-1: denied; check that the secrets and volumes exist, and that the task's execution role may read them.",
  );
  const noLog = "CannotStartContainerError: failed to initialize logging driver: no such group";
  expect(explainNoStart("migrate", notStarted("Task failed to start", noLog))).toBe(
    `The task 'migrate' did not start: ${noLog}; check the container's 'logging', and that the instance may write to it.`,
  );
  expect(explainNoStart("migrate", notStarted(undefined))).toBe(
    "The task 'migrate' did not start: ECS gives no reason; see the stopped tasks of the cluster in the console.",
  );
});
