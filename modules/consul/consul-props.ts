import type { SecretSource } from "../ecs-instances";

/** The Consul data center of a VPC, as its clients need to know it. */
export interface ConsulProps {
  /** Name of the data center: lowercase letters, digits, hyphens and underscores. */
  readonly datacenter: string;
  /** Addresses of the servers to join, at least one: IPs, host names, or `provider=aws tag_key=… tag_value=…`. */
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
  /** Tag of `gliderlabs/registrator`. @default "v7" */
  readonly registratorVersion?: string;
}

/** PEM files with which client and servers prove to each other who they are. */
export interface ConsulTls {
  readonly caCertificate: SecretSource;
  readonly certificate: SecretSource;
  readonly privateKey: SecretSource;
}
