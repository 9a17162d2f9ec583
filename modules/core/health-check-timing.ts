import type { Checks } from "./checks";
import * as rules from "./rules";

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

/** @param maxTimeoutSeconds what this kind of balancer allows */
export function checkTiming(c: Checks, props: HealthCheckTiming, maxTimeoutSeconds: number): void {
  c.each(props, {
    intervalSeconds: rules.integer(5, 300, "ask every 30 s"),
    timeoutSeconds: rules.integer(2, maxTimeoutSeconds, "give it 5 s"),
    healthyThreshold: rules.integer(2, 10, "take 2"),
    unhealthyThreshold: rules.integer(2, 10, "take 2"),
  });
  const { intervalSeconds, timeoutSeconds } = withDefaults(props);
  c.require(() => timeoutSeconds < intervalSeconds, {
    prop: "timeoutSeconds",
    must: `be less than 'intervalSeconds' (${intervalSeconds})`,
    got: timeoutSeconds,
    of: [timeoutSeconds, intervalSeconds],
    hint: "lower the timeout or raise the interval",
  });
}

/** What Terraform calls the props, every default written out. */
export function renderTiming(props: HealthCheckTiming) {
  const { intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold } = withDefaults(props);
  return { interval: intervalSeconds, timeout: timeoutSeconds, healthyThreshold, unhealthyThreshold };
}

function withDefaults(props: HealthCheckTiming): Required<HealthCheckTiming> {
  const { healthyThreshold = 2, unhealthyThreshold = 2, intervalSeconds = 30, timeoutSeconds = 5 } = props;
  return { intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export const healthCheckPath = rules.text(
  /^\/\S{0,1023}$/,
  "a path of at most 1024 characters that begins with a slash",
  "write it like /health",
);
