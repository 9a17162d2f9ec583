import { revisionArn, runOperator } from "../support/operator";

const task = (id: string, more: object = {}) => ({
  taskArn: `arn:aws:ecs:eu-west-1:123456789012:task/acc/${id}`,
  ...{ taskDefinitionArn: revisionArn("acc-app:2"), group: "service:app", lastStatus: "RUNNING" },
  ...{ createdAt: 1_760_000_000, startedAt: 1_760_000_010, healthStatus: "HEALTHY" },
  containers: [{ name: "app", image: "shop/app:v2" }],
  ...more,
});
const listed = { ListTasks: () => ({ taskArns: ["a"] }) };

describe("npm run tasks", () => {
  test("shows the tasks of services", async () => {
    const { code, stdout } = await runOperator("tasks app", {
      answers: { ...listed, DescribeTasks: () => ({ tasks: [task("a1")] }) },
    });

    expect(stdout.split("\n").slice(-3)).toEqual([
      "SERVICE  TASK  STATUS   HEALTH   REVISION   VERSION  STARTED",
      "app      a1    RUNNING  HEALTHY  acc-app:2  v2       2025-10-09 08:53:30Z",
      "",
    ]);
    expect(code).toBe(0);
  });

  test("shows with --stopped why tasks have stopped", async () => {
    const stopped = task("a1", {
      ...{ lastStatus: "STOPPED", stoppedAt: 1_760_000_020, stopCode: "EssentialContainerExited" },
      stoppedReason: "Essential container in task exited",
      containers: [{ name: "app", exitCode: 137, reason: "OutOfMemoryError: Container killed\n" }],
    });
    const { stdout, calls } = await runOperator("tasks app --stopped", {
      answers: { ...listed, DescribeTasks: () => ({ tasks: [stopped] }) },
    });

    expect(calls[0]?.input).toMatchObject({ serviceName: "app", desiredStatus: "STOPPED" });
    expect(stdout.split("\n").at(-2)).toBe(
      "app      a1    2025-10-09 08:53:40Z  acc-app:2  EssentialContainerExited  app 137     Essential container in task exited; OutOfMemoryError: Container killed",
    );
  });

  test("says that there are none", async () => {
    const { stdout } = await runOperator("tasks app", { answers: { ListTasks: () => ({ taskArns: [] }) } });

    expect(stdout).toMatch(/\n\nNo tasks\.\n$/);
  });
});

test("npm run revisions shows the newest revisions, their versions, and which one runs", async () => {
  const { code, stdout } = await runOperator("revisions app --limit 2", {
    answers: {
      ListTaskDefinitions: () => ({ taskDefinitionArns: [3, 2, 1].map((n) => revisionArn(`acc-app:${n}`)) }),
    },
  });

  expect(stdout.split("\n").slice(-4)).toEqual([
    "REVISION   VERSION  REGISTERED  BY",
    "acc-app:3  v3       -           -",
    "acc-app:2  v2       -           -   runs",
    "",
  ]);
  expect(code).toBe(0);
});
