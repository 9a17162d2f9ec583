import type { IConstruct } from "constructs";
import { rules, validateProps, ValidationError } from "../validation";

/**
 * How the balancer decides that a task can serve.
 * Limits: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export interface HealthCheckProps {
  /** Path that is requested. @default "/"; of gRPC "/AWS.ALB/healthcheck" */
  readonly path?: string;
  /**
   * Codes that mean healthy, of HTTP, e.g. `"200"`, `"200,204"` or `"200-299"`, or of gRPC, e.g. `"0"`.
   * @default "200"; of gRPC "12": it answers, and does not know the method
   */
  readonly matcher?: string;
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 120, and less than the interval. @default 5 */
  readonly timeoutSeconds?: number;
  /** Successes in a row that make a task healthy, 2 to 10. @default 2 */
  readonly healthyThreshold?: number;
  /** Failures in a row that make a task unhealthy, 2 to 10. @default 2 */
  readonly unhealthyThreshold?: number;
}

/** How the balancer talks to the tasks. */
export interface TargetProtocol {
  /** `HTTPS` for tasks that encrypt; their certificates are not checked. @default "HTTP" */
  readonly protocol?: "HTTP" | "HTTPS";
  /** `GRPC` and `HTTP2` need clients that come over HTTPS. @default "HTTP1" */
  readonly protocolVersion?: "HTTP1" | "HTTP2" | "GRPC";
}

/** Checks the props and returns what `aws_lb_target_group` takes, every default written out. */
export function renderHealthCheck(scope: IConstruct, props: HealthCheckProps, target: TargetProtocol) {
  const isGrpc = target.protocolVersion === "GRPC";
  const { path = isGrpc ? "/AWS.ALB/healthcheck" : "/", matcher = isGrpc ? "12" : "200" } = props;
  const { healthyThreshold = 2, unhealthyThreshold = 2, intervalSeconds = 30, timeoutSeconds = 5 } = props;
  validateProps(scope, props, {
    path: rules.text(/^\/\S*$/, "a path that begins with a slash", "write it like /health"),
    matcher: isGrpc ? GRPC_CODES : HTTP_CODES,
    intervalSeconds: rules.integer(5, 300, "the default is 30"),
    timeoutSeconds: rules.integer(2, 120, "the default is 5"),
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
    protocol: target.protocol ?? "HTTP",
    path,
    matcher,
    interval: intervalSeconds,
    timeout: timeoutSeconds,
    healthyThreshold,
    unhealthyThreshold,
  };
}

const HTTP_CODES = rules.text(/^\d{3}([,-]\d{3})*$/, "HTTP codes", 'write them like "200" or "200-299"');
const GRPC_CODES = rules.text(/^\d{1,2}([,-]\d{1,2})*$/, "gRPC codes", 'write them like "0" or "0-99"');
