import type { IConstruct } from "constructs";
import { check, type Checks, rules } from "../core";
import type { SystemContainer } from "../ecs-instances";
import { consulClient } from "./consul-client";
import type { ConsulProps } from "./consul-props";
import { registrator } from "./registrator";

/**
 * System containers for `EcsInstances` that put every container of an instance into Consul: a client that joins the
 * data center, and Registrator, which registers containers with it as they come and go. Secrets are read at each
 * start, by the instance's role, and are neither in user data nor in state.
 *
 * Those who have no Consul take `serviceDiscovery` of `EcsService`, which needs no servers.
 *
 * @param scope the stack, which messages name
 * @throws ValidationError without servers, or with a name that Consul refuses
 */
export function consul(scope: IConstruct, props: ConsulProps): readonly SystemContainer[] {
  check(scope, (c) => {
    checkConsul(c.at("consul"), props);
  });
  return [consulClient(props), registrator(props.registratorImage)];
}

function checkConsul(c: Checks, props: ConsulProps): void {
  c.known({ servers: props.servers, registratorImage: props.registratorImage });
  c.each(props, {
    datacenter: DATACENTER,
    servers: rules.atLeast(1, "server", "a client without servers joins nothing"),
    recursor: rules.text(/^\d{1,3}(\.\d{1,3}){3}$/, "an IPv4 address", "leave it out for the VPC's DNS"),
  });
  for (const [index, server] of props.servers.entries()) {
    c.value(`servers[${index}]`, server, SERVER);
  }
}

/** Capitals become small: https://github.com/hashicorp/consul/blob/main/agent/config/builder.go */
const DATACENTER = rules.text(/^[\w-]+$/, "letters, digits, hyphens and underscores", "rename it");
const SERVER = rules.text(
  /^([\w.:[\]-]+|provider=aws .+)$/,
  "an IP address, a host name or provider=aws …",
  "write it like consul.example.com",
);
