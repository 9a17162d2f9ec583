import {
  type Checks,
  checkTiming,
  healthCheckPath,
  type HealthCheckTiming,
  renderTiming,
  type Rule,
} from "../core";

/**
 * How the balancer decides that a task can serve.
 * Limits: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export interface HealthCheckProps extends HealthCheckTiming {
  /** Path that is requested. @default "/"; of gRPC "/AWS.ALB/healthcheck" */
  readonly path?: string;
  /**
   * Codes that mean healthy, of HTTP from 200 to 499, e.g. `"200"`, `"200,204"` or `"200-299"`, or of gRPC from 0 to
   * 99, e.g. `"0"`.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
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

export function checkHealthCheck(c: Checks, props: HealthCheckProps, target: TargetProtocol): void {
  c.each(props, {
    path: healthCheckPath,
    matcher: target.protocolVersion === "GRPC" ? GRPC_CODES : HTTP_CODES,
  });
  checkTiming(c, props, 120);
}

/** What `aws_lb_target_group` takes, every default written out. */
export function renderHealthCheck(props: HealthCheckProps, target: TargetProtocol) {
  const isGrpc = target.protocolVersion === "GRPC";
  const { path = isGrpc ? "/AWS.ALB/healthcheck" : "/", matcher = isGrpc ? "12" : "200" } = props;
  return { protocol: target.protocol ?? "HTTP", path, matcher, ...renderTiming(props) };
}

const HTTP_CODES = codes("HTTP", 200, 499, 'write them like "200" or "200-299"');
const GRPC_CODES = codes("gRPC", 0, 99, 'write them like "0" or "0-99"');

/** Codes and ranges of codes, with commas between them. */
function codes(kind: string, min: number, max: number, hint: string): Rule<string> {
  const isCode = (text: string) => /^\d{1,3}$/.test(text) && Number(text) >= min && Number(text) <= max;
  return {
    must: `be ${kind} codes from ${min} to ${max}`,
    isMet: (matcher) =>
      matcher.split(",").every((part) => {
        const [first = "", last = first, ...more] = part.split("-");
        return isCode(first) && isCode(last) && Number(first) <= Number(last) && more.length === 0;
      }),
    hint,
  };
}
