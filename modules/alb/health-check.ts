import type { IConstruct } from "constructs";
import { HEALTH_CHECK_PATH, type HealthCheckTiming, renderTiming, rules, validateProps } from "../core";

/**
 * How the balancer decides that a task can serve.
 * Limits: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export interface HealthCheckProps extends HealthCheckTiming {
  /** Path that is requested. @default "/"; of gRPC "/AWS.ALB/healthcheck" */
  readonly path?: string;
  /**
   * Codes that mean healthy, of HTTP, e.g. `"200"`, `"200,204"` or `"200-299"`, or of gRPC, e.g. `"0"`.
   * @default "200"; of gRPC "12": it answers, and does not know the method
   */
  readonly matcher?: string;
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
  validateProps(scope, props, { path: HEALTH_CHECK_PATH, matcher: isGrpc ? GRPC_CODES : HTTP_CODES });
  return { protocol: target.protocol ?? "HTTP", path, matcher, ...renderTiming(scope, props, 120) };
}

const HTTP_CODES = rules.text(/^\d{3}([,-]\d{3})*$/, "HTTP codes", 'write them like "200" or "200-299"');
const GRPC_CODES = rules.text(/^\d{1,2}([,-]\d{1,2})*$/, "gRPC codes", 'write them like "0" or "0-99"');
