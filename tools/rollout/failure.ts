import { DEPLOYMENT_FAILED, failedDeployment, messagesOf } from "../aws/failed-deployment";
import type { ServiceStatus } from "../aws/services";

/** What a service tells of its deployment that has failed. */
export interface Failure {
  /** Id of the deployment; undefined if ECS does not know of one any more. */
  readonly deployment: string | undefined;
  readonly reason: string;
  /** What else has gone wrong meanwhile, each once, the newest first. */
  readonly events: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
const STEADY = "has reached a steady state";
const TROUBLE = /unable to|unhealthy|failed|error/i;

/** The deployment that ECS has given up, or the one that Terraform has waited for in vain. */
export function failureOf(service: ServiceStatus): Failure {
  const { deployments, running, desired } = service;
  const { id, reason, earlier } = failedDeployment(service);
  const ongoing = deployments.find(
    ({ rolloutState, rolloutReason = "" }) =>
      rolloutState === "IN_PROGRESS" && !rolloutReason.includes("rolling back"),
  );
  if (ongoing !== undefined && !deployments.some(({ rolloutState }) => rolloutState === "FAILED")) {
    const waited = `${running} of ${desired} tasks run, and Terraform has waited long enough`;
    return { deployment: ongoing.id, reason: waited, events: troubles(messagesOf(service)) };
  }
  return { deployment: id, reason, events: troubles(earlier) };
}

/** Since the service was steady last. */
function troubles(messages: readonly string[]): string[] {
  const steady = messages.findIndex((message) => message.startsWith(STEADY));
  const since = steady < 0 ? messages : messages.slice(0, steady);
  return [...new Set(since.filter((message) => TROUBLE.test(message) && !DEPLOYMENT_FAILED.test(message)))];
}
