import { failedDeployment } from "./failed-deployment";
import type { ServiceStatus } from "./services";

/** How far a service is on its way to what it is to run. */
export type Rollout =
  /** As many tasks as it is to have, all of one revision. */
  | { readonly state: "steady" }
  | { readonly state: "in progress"; readonly reason: string }
  /** ECS has given the revision up. */
  | {
      readonly state: "failed";
      /** Whether it goes, or has gone, back to another revision. */
      readonly rolledBack: boolean;
      readonly reason: string;
    }
  /** The service is deleted, or being deleted. */
  | { readonly state: "gone"; readonly reason: string };

/**
 * How the last deployment of a service goes.
 *
 * Steady is what the AWS CLI waits for, too: one deployment, with all tasks running
 * (https://docs.aws.amazon.com/cli/latest/reference/ecs/wait/services-stable.html). What has failed is told by the
 * rollout state
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html).
 *
 * @param expected ARN of the task definition that it is to run. @default - the one that ECS aims at now
 */
export function rolloutOf(service: ServiceStatus, expected: string = service.taskDefinition): Rollout {
  const { name, status, deployments, desired, running } = service;
  if (status !== "ACTIVE") {
    return { state: "gone", reason: `service ${name} is ${status}` };
  }
  const primary = deployments.find((one) => one.status === "PRIMARY");
  const failed = deployments.find(({ rolloutState }) => rolloutState === "FAILED");
  if (failed !== undefined) {
    return { state: "failed", rolledBack: failed !== primary, reason: failedDeployment(service).reason };
  }
  if (primary !== undefined && primary.taskDefinition !== expected) {
    return { state: "failed", rolledBack: true, reason: failedDeployment(service).reason };
  }
  const isComplete = (primary?.rolloutState ?? "COMPLETED") === "COMPLETED";
  return deployments.length === 1 && running === desired && isComplete
    ? { state: "steady" }
    : { state: "in progress", reason: primary?.rolloutReason ?? `${running} of ${desired} tasks run` };
}
