import { startHint } from "../task/task-outcome";
import type { StoppedTasks } from "./stopped-tasks";

/** What is known of a deployment that has failed. */
export interface Symptoms {
  readonly reason: string;
  readonly stoppedTasks: readonly StoppedTasks[];
  readonly events: readonly string[];
}

/** What to do about a deployment that has failed. */
export function hintFor({ reason, stoppedTasks, events }: Symptoms): string {
  for (const { stopCode, reason: stopped = "", containers } of stoppedTasks) {
    const reasons = [...containers.flatMap((one) => one.reason ?? []), stopped];
    const known = reasons.map(startHint).find((hint) => hint !== undefined);
    if (known !== undefined) {
      return known;
    }
    const byReason = STOP_HINTS.find(([pattern]) => pattern.test(stopped));
    if (byReason !== undefined) {
      return byReason[1];
    }
    if (stopCode === "EssentialContainerExited") {
      return containers.some(({ exitCode }) => exitCode === 137) ? KILLED : "correct what its log says";
    }
  }
  const texts = [reason, ...events];
  return DEPLOYMENT_HINTS.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1] ?? UNKNOWN;
}

/** 128 + SIGKILL: mostly from the kernel, for lack of memory. */
const KILLED = "the container was killed: raise its 'memoryMiB', unless its log says something else";
const UNKNOWN = "look at the service's events in the ECS console";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const STOP_HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /failed ELB health checks/,
    "see that the program answers on 'healthCheck.path' of the load balancer, and that 'healthCheckGracePeriodSeconds' covers its start",
  ],
  [
    /failed container health checks/i,
    "see that the container's 'healthCheck' succeeds, and that 'startPeriodSeconds' covers its start",
  ],
];

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
const DEPLOYMENT_HINTS: readonly (readonly [RegExp, string])[] = [
  [/alarm/i, "an alarm of 'deploymentAlarms' has gone off: see in CloudWatch which one, and why"],
  [
    /unable to place a task/,
    "no instance has room: lower 'cpu' or memory of the task, leave 'hostPort' out, or raise 'maxSize' of the instances",
  ],
  [/unhealthy/, "see that the program answers the load balancer's health check"],
];
