import { type Checks, checkTiming, healthCheckPath, type HealthCheckTiming, renderTiming } from "../core";

/**
 * How a classic balancer decides that an instance can serve.
 * Limits: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html
 */
export interface ElbHealthCheck extends HealthCheckTiming {
  /** Path that must answer with code 200. @default "/"; with protocol TCP none: the port must be open */
  readonly path?: string;
}

export function checkElbHealthCheck(c: Checks, props: ElbHealthCheck): void {
  c.each(props, { path: healthCheckPath });
  checkTiming(c, props, 60);
}

/** What `aws_elb` takes, every default written out. */
export function renderElbHealthCheck(props: ElbHealthCheck, protocol: "HTTP" | "TCP", instancePort: number) {
  const { path = protocol === "HTTP" ? "/" : undefined } = props;
  return {
    target: path === undefined ? `TCP:${instancePort}` : `HTTP:${instancePort}${path}`,
    ...renderTiming(props),
  };
}
