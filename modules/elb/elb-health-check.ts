import type { IConstruct } from "constructs";
import { HEALTH_CHECK_PATH, type HealthCheckTiming, renderTiming, validateProps } from "../core";

/**
 * How a classic balancer decides that an instance can serve.
 * Limits: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html
 */
export interface ElbHealthCheck extends HealthCheckTiming {
  /** Path that must answer with code 200. @default "/"; with protocol TCP none: the port must be open */
  readonly path?: string;
}

/** Checks the props and returns what `aws_elb` takes, every default written out. */
export function renderElbHealthCheck(
  scope: IConstruct,
  props: ElbHealthCheck,
  protocol: "HTTP" | "TCP",
  instancePort: number,
) {
  const { path = protocol === "HTTP" ? "/" : undefined } = props;
  validateProps(scope, props, { path: HEALTH_CHECK_PATH });
  return {
    target: path === undefined ? `TCP:${instancePort}` : `HTTP:${instancePort}${path}`,
    ...renderTiming(scope, props, 60),
  };
}
