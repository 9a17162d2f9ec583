import type { LogBucket } from "../log-bucket";
import type { IVpc } from "../vpc";
import type { ListenerSettings } from "./listener";

export interface AlbProps {
  readonly vpc: IVpc;
  /** 1 to 32 letters, digits and hyphens; unique in the region of the account. */
  readonly name: string;
  /** Whether it gets public addresses, in the public subnets. @default false: internal, in the private subnets */
  readonly internetFacing?: boolean;
  /** Who may connect. @default the VPC's range; for an internet-facing balancer 0.0.0.0/0 */
  readonly allowedCidrs?: readonly string[];
  /**
   * ARN of a certificate of the same region, given or made by `Certificate`: HTTPS on port 443, to which HTTP on
   * port 80 redirects.
   * @default none: HTTP on port 80
   */
  readonly certificateArn?: string;
  /** Which versions and ciphers of TLS. @default AWS's recommendation */
  readonly tlsPolicy?: ListenerSettings["tlsPolicy"];
  /** Keeps a record of every request, under the balancer's name. @default none is kept */
  readonly accessLogs?: LogBucket;
  /**
   * Keeps a record of every connection and its TLS handshake, under the balancer's name and `-connections`.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html
   * @default none is kept
   */
  readonly connectionLogs?: LogBucket;
  /** ARN of a regional WAF (v2) web ACL that requests must pass. @default none */
  readonly webAclArn?: string;
  /** Seconds without traffic after which a connection is closed, 1 to 4000. @default 60 */
  readonly idleTimeoutSeconds?: number;
  /** Refuses to be destroyed until this is false again. @default false */
  readonly deletionProtection?: boolean;
}
