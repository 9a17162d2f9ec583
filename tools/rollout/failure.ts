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
const FAILED = /^\(deployment (\S+)\) deployment failed: (.*?)\.?$/;
const STEADY = "has reached a steady state";
const TROUBLE = /unable to|unhealthy|failed|error/i;

/**
 * Finds the deployment that has failed: among those that are there, else, when ECS has gone back to the version before, in
 * the events.
 */
export function failureOf({ deployments, events, running, desired }: ServiceStatus): Failure {
  const messages = events.map(({ message }) => message.replace(/^\(service \S+\) /, ""));
  const failed = deployments.find(({ rolloutState }) => rolloutState === "FAILED");
  const ongoing = deployments.find(
    ({ rolloutState, rolloutReason = "" }) =>
      rolloutState === "IN_PROGRESS" && !rolloutReason.includes("rolling back"),
  );
  if (failed === undefined && ongoing !== undefined) {
    const reason = `${running} of ${desired} tasks run, and Terraform has waited long enough`;
    return { deployment: ongoing.id, reason, events: troubles(messages) };
  }
  const begin = messages.findIndex((message) => FAILED.test(message));
  const [, id, cause] = FAILED.exec(messages[begin] ?? "") ?? [];
  return {
    deployment: failed?.id ?? id,
    reason: (failed?.rolloutReason ?? cause ?? "ECS gives no reason").replace(/\.$/, ""),
    events: troubles(messages.slice(Math.max(begin, 0))),
  };
}

/** Since the service was steady last. */
function troubles(messages: readonly string[]): string[] {
  const steady = messages.findIndex((message) => message.startsWith(STEADY));
  const since = steady < 0 ? messages : messages.slice(0, steady);
  return [...new Set(since.filter((message) => TROUBLE.test(message) && !FAILED.test(message)))];
}
