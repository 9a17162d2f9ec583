import { ecsService, revisionArn, runOperator } from "../support/operator";

const [OLD, NEW] = [revisionArn("acc-app:1"), revisionArn("acc-app:2")];
const inProgress = { status: "PRIMARY", taskDefinition: NEW, rolloutState: "IN_PROGRESS" };
const starting = ecsService("app", { runningCount: 0, deployments: [inProgress] });
const steady = ecsService("app");
const failed = {
  ...{ status: "ACTIVE", taskDefinition: NEW, rolloutState: "FAILED" },
  rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
};
const goingBack = ecsService("app", {
  taskDefinition: OLD,
  deployments: [{ ...inProgress, taskDefinition: OLD }, failed],
});
const gone = ecsService("app", { status: "DRAINING" });

/** The service looks like this at the first look, at the second and so on; the last stays. */
const looks = (...services: readonly object[]) => ({
  services: ["app"],
  answers: {
    DescribeServices: (_: unknown, earlier: number) => ({
      services: [services[Math.min(earlier, services.length - 1)] ?? {}],
    }),
  },
});

describe("npm run wait", () => {
  test("ends with 0 once the service is steady", async () => {
    const { code, stdout, calls } = await runOperator("wait", looks(starting, steady));

    expect(stdout).toMatch(/\nWaiting for steady services · done\n\nSERVICE {2}ROLLOUT\napp {6}steady\n$/);
    expect(calls).toHaveLength(2);
    expect(code).toBe(0);
  });

  test("ends with 2 when the time is over", async () => {
    const { code, stdout } = await runOperator("wait --timeout 1", looks(starting));

    expect(stdout).toContain("app      in progress  0 of 2 tasks run\n");
    expect(code).toBe(2);
  });

  test("ends with 3 when ECS goes back to the version before, and says why", async () => {
    const { code, stdout, calls } = await runOperator("wait --json", looks(starting, goingBack));

    expect(JSON.parse(stdout)).toMatchObject([
      {
        key: "app",
        rollout: {
          state: "failed",
          rolledBack: true,
          reason: "ECS deployment circuit breaker: tasks failed to start",
        },
      },
    ]);
    expect(calls).toHaveLength(2);
    expect(code).toBe(3);
  });

  test("ends with 3 when ECS has gone back between two looks", async () => {
    const back = ecsService("app", {
      taskDefinition: OLD,
      deployments: [{ ...inProgress, taskDefinition: OLD, rolloutState: "COMPLETED" }],
    });
    const { code, stdout } = await runOperator("wait", looks(starting, back));

    expect(stdout).toContain("app      rolled back  ECS gives no reason\n");
    expect(code).toBe(3);
  });

  test("ends with 3 when the service is being deleted", async () => {
    const { code, stdout } = await runOperator("wait", looks(gone));

    expect(stdout).toContain("app      gone     service app is DRAINING\n");
    expect(code).toBe(3);
  });

  test("ends with 130 after Ctrl-C", async () => {
    const { code } = await runOperator("wait", {
      ...looks(starting),
      onOutput: (child, text) => {
        if (text.endsWith("Waiting for steady services\n")) {
          child.kill("SIGINT");
        }
      },
    });

    expect(code).toBe(130);
  });
});
