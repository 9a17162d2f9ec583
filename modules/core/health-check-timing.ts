import type { IConstruct } from "constructs";
import * as rules from "./rules";
import { validateProps } from "./validate-prop";
import { ValidationError } from "./validation-error";

/** How often a load balancer asks, and how many answers it believes. */
export interface HealthCheckTiming {
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 120, of a classic balancer 2 to 60, and less than the interval. @default 5 */
  readonly timeoutSeconds?: number;
  /** Successes in a row that make a target healthy, 2 to 10. @default 2 */
  readonly healthyThreshold?: number;
  /** Failures in a row that make a target unhealthy, 2 to 10. @default 2 */
  readonly unhealthyThreshold?: number;
}

/** Checks the props and returns what Terraform calls them, every default written out. */
export function renderTiming(scope: IConstruct, props: HealthCheckTiming, maxTimeoutSeconds: number) {
  const { healthyThreshold = 2, unhealthyThreshold = 2, intervalSeconds = 30, timeoutSeconds = 5 } = props;
  validateProps(scope, props, {
    intervalSeconds: rules.integer(5, 300, "the default is 30"),
    timeoutSeconds: rules.integer(2, maxTimeoutSeconds, "the default is 5"),
    healthyThreshold: rules.integer(2, 10, "the default is 2"),
    unhealthyThreshold: rules.integer(2, 10, "the default is 2"),
  });
  if (timeoutSeconds >= intervalSeconds) {
    throw new ValidationError(scope, {
      prop: "timeoutSeconds",
      must: `be less than 'intervalSeconds' (${intervalSeconds})`,
      got: timeoutSeconds,
      hint: "lower the timeout or raise the interval",
    });
  }
  return { interval: intervalSeconds, timeout: timeoutSeconds, healthyThreshold, unhealthyThreshold };
}

export const HEALTH_CHECK_PATH = rules.text(
  /^\/\S*$/,
  "a path that begins with a slash",
  "write it like /health",
);
