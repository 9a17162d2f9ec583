import { type Rule, rules } from "../../core";
import type { Facet } from "./facet";

/**
 * A command in the container that tells whether it works.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export interface ContainerHealthCheck {
  /** E.g. `["CMD-SHELL", "wget -qO- http://127.0.0.1:8080/health"]`. */
  readonly command: readonly string[];
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 60. @default 5 */
  readonly timeoutSeconds?: number;
  /** Failures in a row that make it unhealthy, 1 to 10. @default 3 */
  readonly retries?: number;
  /** Seconds in which failures do not count, 0 to 300. @default 0 */
  readonly startPeriodSeconds?: number;
}

export interface HealthProps {
  /** @default the image's */
  readonly healthCheck?: ContainerHealthCheck;
}

export const health: Facet<HealthProps> = {
  check(c, { healthCheck }) {
    if (healthCheck !== undefined) {
      const { isMet, ...rule } = COMMAND;
      const { command: got } = healthCheck;
      c.at("healthCheck").require(() => isMet(got), { ...rule, prop: "command", got });
      c.at("healthCheck").each<ContainerHealthCheck>(healthCheck, {
        intervalSeconds: rules.integer(5, 300, "ECS checks no more often"),
        timeoutSeconds: rules.integer(2, 60, "let the command answer within a minute"),
        retries: rules.integer(1, 10, "leave it out for 3"),
        startPeriodSeconds: rules.integer(0, 300, "ECS waits five minutes at most"),
      });
    }
  },
  render: ({ healthCheck }) => ({ healthCheck: healthCheck && renderHealthCheck(healthCheck) }),
};

function renderHealthCheck(check: ContainerHealthCheck): object {
  const { command, intervalSeconds = 30, timeoutSeconds = 5, retries = 3, startPeriodSeconds } = check;
  return {
    command,
    interval: intervalSeconds,
    timeout: timeoutSeconds,
    retries,
    startPeriod: startPeriodSeconds,
  };
}

const COMMAND: Rule<readonly string[]> = {
  must: 'be "CMD" and a program with its arguments, or "CMD-SHELL" and a line for the shell',
  isMet: ([kind, ...rest]) => (kind === "CMD" || kind === "CMD-SHELL") && rest.some((part) => part !== ""),
  hint: 'write it like ["CMD-SHELL", "wget -qO- http://127.0.0.1:8080/health"]',
};
