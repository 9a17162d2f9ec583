import { hintFor } from "../../../tools/rollout/rollout-hints";

function hint(stopCode: string, reason: string, exitCode?: number, why?: string): string {
  const containers = [{ name: "app", exitCode, reason: why }];
  return hintFor({
    reason: "tasks failed",
    stoppedTasks: [{ count: 3, stopCode, reason, containers }],
    events: [],
  });
}

const EXITED = ["EssentialContainerExited", "Essential container in task exited"] as const;

describe("what to do about a deployment that has failed", () => {
  test.each([
    ["a container that has ended", hint(...EXITED, 1), "correct what its log says"],
    [
      "a container that was killed",
      hint(...EXITED, 137),
      "the container was killed: raise its 'memoryMiB', unless its log says something else",
    ],
    [
      "a container that had too little memory",
      hint(...EXITED, 137, "OutOfMemoryError: Container killed due to memory usage"),
      "raise 'memoryMiB' of the container",
    ],
    [
      "an image that is missing",
      hint("TaskFailedToStart", "CannotPullContainerError: not found"),
      "check that the image exists in this version, and that the task's execution role may pull it",
    ],
    [
      "a load balancer's health check",
      hint("ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group arn)", 143),
      "see that the program answers on 'healthCheck.path' of the load balancer, and that 'healthCheckGracePeriodSeconds' covers its start",
    ],
    [
      "a container's health check",
      hint("ServiceSchedulerInitiated", "Task failed container health checks", 143),
      "see that the container's 'healthCheck' succeeds, and that 'startPeriodSeconds' covers its start",
    ],
    [
      "what nobody knows",
      hint("ServiceSchedulerInitiated", "Something new"),
      "look at the service's events in the ECS console",
    ],
  ])("%s", (_, got, expected) => {
    expect(got).toBe(expected);
  });

  test("a task that finds no place, and an alarm, which leave no stopped tasks", () => {
    const place = "was unable to place a task because no container instance met all of its requirements.";

    expect(hintFor({ reason: "tasks failed to start", stoppedTasks: [], events: [place] })).toBe(
      "no instance has room: lower 'cpu' or memory of the task, leave 'hostPort' out, or raise 'maxSize' of the instances",
    );
    expect(hintFor({ reason: "alarm detected", stoppedTasks: [], events: [] })).toBe(
      "an alarm of 'deploymentAlarms' has gone off: see in CloudWatch which one, and why",
    );
  });
});
