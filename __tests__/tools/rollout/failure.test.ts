import { serviceStatus } from "../../../tools/aws/services";
import { failureOf } from "../../../tools/rollout/failure";

const PLACE = "was unable to place a task because no container instance met all of its requirements.";

/** What is found in a service with these deployments and events, the newest first. */
function failure(deployments: readonly (readonly [string, string, string])[], messages: readonly string[]) {
  return failureOf(
    serviceStatus("acc", {
      serviceName: "app",
      desiredCount: 2,
      runningCount: 1,
      deployments: deployments.map(([id, rolloutState, rolloutStateReason]) => ({
        id,
        rolloutState: rolloutState as "FAILED",
        rolloutStateReason,
      })),
      events: messages.map((message) => ({ message: `(service app) ${message}` })),
    }),
  );
}

describe("the deployment that has failed", () => {
  test("is in the events once ECS has gone back, with what went wrong since the service was steady", () => {
    expect(
      failure(
        [["3", "COMPLETED", "ECS deployment 3 completed."]],
        [
          "has reached a steady state.",
          "rolling back to deployment 1.",
          "(deployment 2) deployment failed: tasks failed to start.",
          PLACE,
          PLACE,
          "has started 1 tasks: (task a).",
          "has reached a steady state.",
          "(deployment 0) deployment failed: alarm detected.",
          "was unable to assume the role",
        ],
      ),
    ).toEqual({ deployment: "2", reason: "tasks failed to start", events: [PLACE] });
  });

  test("is the one that ECS calls failed, also while it goes back", () => {
    const failed = ["2", "FAILED", "ECS deployment circuit breaker: tasks failed to start."] as const;
    const back = [
      "3",
      "IN_PROGRESS",
      "ECS deployment circuit breaker: rolling back to deploymentId 1.",
    ] as const;
    const found = {
      deployment: "2",
      reason: "ECS deployment circuit breaker: tasks failed to start",
      events: [],
    };

    expect(failure([failed], [])).toEqual(found);
    expect(failure([back, failed], [])).toEqual(found);
  });

  test("is in the events while ECS goes back and has forgotten the failed one", () => {
    const back = [
      "3",
      "IN_PROGRESS",
      "ECS deployment circuit breaker: rolling back to deploymentId 1.",
    ] as const;

    expect(failure([back], ["(deployment 2) deployment failed: alarm detected."])).toMatchObject({
      deployment: "2",
      reason: "alarm detected",
    });
  });

  test("is the one that goes on when Terraform's time is over, whatever has failed before it", () => {
    const ongoing = ["4", "IN_PROGRESS", "ECS deployment 4 in progress."] as const;

    expect(
      failure([ongoing], [PLACE, "has reached a steady state.", "(deployment 2) deployment failed: x."]),
    ).toEqual({
      deployment: "4",
      reason: "1 of 2 tasks run, and Terraform has waited long enough",
      events: [PLACE],
    });
  });

  test("is not known if ECS says nothing of it", () => {
    expect(failure([], [])).toEqual({ deployment: undefined, reason: "ECS gives no reason", events: [] });
  });
});
