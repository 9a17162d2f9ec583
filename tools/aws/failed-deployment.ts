import type { ServiceStatus } from "./services";

/** The deployment of a service that ECS has given up last. */
export interface FailedDeployment {
  /** Undefined if ECS does not know of one any more. */
  readonly id: string | undefined;
  readonly reason: string;
  /** What ECS has told of the service until then, the newest first. */
  readonly earlier: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
export const DEPLOYMENT_FAILED = /^\(deployment (\S+)\) deployment failed: (.*?)\.?$/;

/** Finds it among the deployments that are there, else, when ECS has gone back to the version before, in the events. */
export function failedDeployment(service: ServiceStatus): FailedDeployment {
  const messages = messagesOf(service);
  const failed = service.deployments.find(({ rolloutState }) => rolloutState === "FAILED");
  const told = messages.findIndex((message) => DEPLOYMENT_FAILED.test(message));
  const [, id, cause] = DEPLOYMENT_FAILED.exec(messages[told] ?? "") ?? [];
  return {
    id: failed?.id ?? id,
    reason: (failed?.rolloutReason ?? cause ?? "ECS gives no reason").replace(/\.$/, ""),
    earlier: messages.slice(told + 1),
  };
}

/** What ECS has told of a service, without its name, the newest first. */
export function messagesOf({ events }: ServiceStatus): string[] {
  return events.map(({ message }) => message.replace(/^\(service \S+\) /, ""));
}
