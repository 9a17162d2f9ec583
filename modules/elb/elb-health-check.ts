import type { IConstruct } from "constructs";
import { rules, validateProps, ValidationError } from "../validation";

/**
 * How a classic balancer decides that an instance can serve.
 * Limits: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html
 */
export interface ElbHealthCheck {
  /** Path that must answer with code 200. @default "/"; with protocol TCP none: the port must be open */
  readonly path?: string;
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 60, and less than the interval. @default 5 */
  readonly timeoutSeconds?: number;
  /** Successes in a row that make an instance healthy, 2 to 10. @default 2 */
  readonly healthyThreshold?: number;
  /** Failures in a row that make an instance unhealthy, 2 to 10. @default 2 */
  readonly unhealthyThreshold?: number;
}

/** Checks the props and returns what `aws_elb` takes, every default written out. */
export function renderElbHealthCheck(
  scope: IConstruct,
  props: ElbHealthCheck,
  protocol: "HTTP" | "TCP",
  instancePort: number,
) {
  const {
    path = protocol === "HTTP" ? "/" : undefined,
    healthyThreshold = 2,
    unhealthyThreshold = 2,
  } = props;
  const { intervalSeconds = 30, timeoutSeconds = 5 } = props;
  validateProps(scope, props, {
    path: rules.text(/^\/\S*$/, "a path that begins with a slash", "write it like /health"),
    intervalSeconds: rules.integer(5, 300, "the default is 30"),
    timeoutSeconds: rules.integer(2, 60, "the default is 5"),
    healthyThreshold: rules.integer(2, 10, "the default is 2"),
    unhealthyThreshold: rules.integer(2, 10, "the default is 2"),
  });
  if (timeoutSeconds >= intervalSeconds) {
    throw new ValidationError(scope, {
      prop: "timeoutSeconds",
      must: `be less than 'intervalSeconds' (${intervalSeconds})`,
      got: timeoutSeconds,
      remedy: "lower the timeout or raise the interval",
    });
  }
  return {
    target: path === undefined ? `TCP:${instancePort}` : `HTTP:${instancePort}${path}`,
    interval: intervalSeconds,
    timeout: timeoutSeconds,
    healthyThreshold,
    unhealthyThreshold,
  };
}
