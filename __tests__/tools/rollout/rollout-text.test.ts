import type { FailedRollout } from "../../../tools/rollout/failed-rollout";
import { rolloutText } from "../../../tools/rollout/rollout-text";

const ROLLOUT: FailedRollout = {
  construct: "shop/app",
  cluster: "acc",
  service: "app",
  reason: "tasks failed health checks",
  runs: { revision: "acc-app:1", images: ["app:v1", "proxy:v3"], running: 2, desired: 2 },
  stoppedTasks: [],
  events: [],
  targets: [],
  log: undefined,
  hint: "correct it",
};

describe("a rollout that has failed, in words", () => {
  test("tells the reason, tasks, events, targets, the log, what runs, and what to do", () => {
    const containers = [
      { name: "app", exitCode: 143, reason: undefined },
      { name: "proxy", exitCode: undefined, reason: "DockerTimeoutError" },
    ];

    expect(
      rolloutText({
        ...ROLLOUT,
        stoppedTasks: [
          { count: 2, stopCode: "ServiceSchedulerInitiated", reason: "Task failed", containers },
          { count: 1, stopCode: undefined, reason: undefined, containers: [] },
        ],
        events: ["was unable to place a task"],
        targets: [
          {
            targetGroup: "arn",
            id: "i-1",
            port: 32768,
            state: "unhealthy",
            reason: "Target.ResponseCodeMismatch",
            description: "Health checks failed with these codes: [503]",
          },
          {
            targetGroup: "arn",
            id: "10.0.0.1",
            port: undefined,
            state: "initial",
            reason: undefined,
            description: undefined,
          },
        ],
        log: { group: "/ecs/acc/app", stream: "app/app/1", lines: ["one", "two"] },
      }),
    ).toEqual([
      "shop/app: the deployment of service app in cluster acc failed: tasks failed health checks.",
      "  2 tasks stopped: ServiceSchedulerInitiated: Task failed",
      "    app: exit code 143",
      "    proxy: has not run, DockerTimeoutError",
      "  1 task stopped: no reason given",
      "  ECS reports: was unable to place a task",
      "  Target i-1:32768 is unhealthy: Target.ResponseCodeMismatch, Health checks failed with these codes: [503]",
      "  Target 10.0.0.1 is initial",
      "  The end of its log (/ecs/acc/app, app/app/1):",
      "    one",
      "    two",
      "  What runs is acc-app:1 (app:v1, proxy:v3): 2 of 2 tasks.",
      "  What to do: correct it; then deploy again.",
    ]);
  });

  test("tells that nothing runs, and that there is no log", () => {
    const log = { group: "g", stream: "s", lines: [] };
    const runs = { revision: "acc-app:1", images: ["app:v1"], running: 0, desired: 2 };

    expect(rolloutText({ ...ROLLOUT, runs, log }).slice(1, 3)).toEqual([
      "  Its log is empty (g, s)",
      "  No task runs: ECS was to run acc-app:1 (app:v1).",
    ]);
    expect(rolloutText({ ...ROLLOUT, log: { ...log, refusal: "ResourceNotFoundException: no" } })[1]).toBe(
      "  Its log is empty (g, s): ResourceNotFoundException: no",
    );
  });
});
