import { LbListener, type LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import type { Construct } from "constructs";
import { type Checks, rules } from "../core";

/** How a listener talks to clients. */
export interface ListenerSettings {
  /** 1 to 65535, one listener each. */
  readonly port: number;
  /** ARN of a certificate of the same region: makes it HTTPS. @default none: HTTP */
  readonly certificateArn?: string;
  /**
   * Which versions and ciphers of TLS an HTTPS listener takes.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   * @default AWS's recommendation: TLS 1.3 and 1.2 with forward secrecy, post-quantum key exchange where clients can
   */
  readonly tlsPolicy?: string;
}

/** The port stands in the addresses of the rules that let clients in. */
export function checkListener(c: Checks, settings: ListenerSettings): void {
  c.known({ port: settings.port });
  c.each(settings, { port: rules.integer(1, 65_535, "HTTP has 80, HTTPS 443") });
  checkTls(c, settings);
}

export function checkTls(c: Checks, settings: Partial<ListenerSettings>): void {
  c.each(settings, { certificateArn: CERTIFICATE_ARN, tlsPolicy: TLS_POLICY });
}

/** Opens a port of a balancer, which answers what no rule matches with `unmatched`. Makes `aws_lb_listener`. */
export function createListener(
  scope: Construct,
  id: string,
  balancerArn: string,
  settings: ListenerSettings,
  unmatched: LbListenerDefaultAction,
): LbListener {
  const { port, certificateArn, tlsPolicy = RECOMMENDED_TLS_POLICY } = settings;
  return new LbListener(scope, id, {
    loadBalancerArn: balancerArn,
    port,
    ...(certificateArn === undefined
      ? { protocol: "HTTP" }
      : { protocol: "HTTPS", certificateArn, sslPolicy: tlsPolicy }),
    defaultAction: [unmatched],
  });
}

/** Answers with 404. */
export const notFound: LbListenerDefaultAction = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", messageBody: "No such service", statusCode: "404" },
};

/** Sends clients to the same address on HTTPS. */
export function redirectTo(port: number): LbListenerDefaultAction {
  return { type: "redirect", redirect: { protocol: "HTTPS", port: String(port), statusCode: "HTTP_301" } };
}

const RECOMMENDED_TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

const TLS_POLICY = rules.text(
  /^ELBSecurityPolicy-[\w-]+$/,
  "the name of a security policy",
  `write it like ${RECOMMENDED_TLS_POLICY}`,
);
const CERTIFICATE_ARN = rules.text(
  /^arn:aws[\w-]*:(acm:[\w-]+:\d{12}:certificate|iam::\d{12}:server-certificate)\/\S+$/,
  "the ARN of a certificate",
  "copy it from ACM, or make one with Certificate",
);
