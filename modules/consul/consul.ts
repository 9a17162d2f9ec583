import { rules, validateProps } from "../core";
import type { SecretSource, SystemContainer } from "../ecs-instances";
import { consulClient, type ConsulTls } from "./consul-client";
import { registrator } from "./registrator";

/** The Consul data centre of a VPC, as its clients need to know it. */
export interface ConsulProps {
  /** Name of the data centre: small letters, digits, hyphens and underscores. */
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

/**
 * System containers for `EcsInstances` that put every container of an instance into Consul: a client that joins the
 * data centre, and Registrator, which registers containers with it as they come and go. Secrets are read at each
 * start, by the instance's role, and are neither in user data nor in state.
 *
 * Those who have no Consul take `serviceDiscovery` of `EcsService`, which needs no servers.
 *
 * @throws ValidationError without servers, or with a name that Consul refuses
 */
export function consul(props: ConsulProps): readonly SystemContainer[] {
  validateProps("consul", props, {
    datacenter: rules.text(/^[a-z0-9_-]+$/, "small letters, digits, hyphens and underscores", "rename it"),
    servers: rules.atLeast(1, "server", "a client without servers joins nothing"),
    recursor: rules.text(/^\d{1,3}(\.\d{1,3}){3}$/, "an IPv4 address", "leave it out for the VPC's DNS"),
  });
  return [consulClient(props), registrator(props.registratorVersion)];
}
