import type { SecretSource } from "../ecs-instances";

/** The Consul data center of a VPC, as its clients need to know it. */
export interface ConsulProps {
  /** Name of the data center: letters, which Consul takes for lowercase ones, digits, hyphens and underscores. */
  readonly datacenter: string;
  /**
   * Addresses of the servers to join, at least one: IPs, host names, or `provider=aws tag_key=… tag_value=…`, for which
   * the client takes the instance's role: the group then needs `instanceMetadataHopLimit: 2`.
   */
  readonly servers: readonly string[];
  /** The key that encrypts gossip: 16, 24 or 32 bytes in Base64, as `consul keygen` prints it. */
  readonly gossipKey: SecretSource;
  /** Material for TLS with the servers. @default none: traffic with the servers is not encrypted */
  readonly tls?: ConsulTls;
  /**
   * DNS server for names outside of Consul.
   * @default 169.254.169.253: the VPC's own
   * https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
   */
  readonly recursor?: string;
  /** Tag of `hashicorp/consul`. @default "1.21" */
  readonly version?: string;
  /** Image of Registrator. @default "gliderlabs/registrator:v7", which is for x86-64 only */
  readonly registratorImage?: string;
}

/** PEM files with which client and servers prove to each other who they are. */
export interface ConsulTls {
  readonly caCertificate: SecretSource;
  readonly certificate: SecretSource;
  readonly privateKey: SecretSource;
  /**
   * Whether the client accepts a server only whose certificate names it `server.<datacenter>.<domain>`.
   * https://developer.hashicorp.com/consul/docs/reference/agent/configuration-file/tls
   * @default true
   */
  readonly verifyServerHostname?: boolean;
}
