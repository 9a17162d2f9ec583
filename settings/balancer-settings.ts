import type { AlbProps, ListenerSettings } from "../modules/alb";
import type { CertificateProps } from "../modules/dns";
import type { ElbProps } from "../modules/elb";
import type { ByName } from "./by-name";

/** An application balancer, which several services share. */
export interface BalancerSettings extends ByName<Omit<AlbProps, "vpc" | "name">> {
  /**
   * Names of one's own in a zone of Route 53: the balancer answers on HTTPS, by a certificate that is made for them.
   * @default none: its own name, on HTTP unless it has a `certificateArn`
   */
  readonly domain?: CertificateProps;
  /** Further ports by name, each with rules of its own. @default none */
  readonly listeners?: Readonly<Record<string, ListenerSettings>>;
}

/** A classic balancer, which is for one service. */
export type ClassicBalancerSettings = ByName<Omit<ElbProps, "vpc" | "name">>;
