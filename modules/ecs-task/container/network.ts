import { isIP } from "node:net";
import { type Checks, rules } from "../../core";
import type { Facet, Sibling } from "./facet";
import { optionalList } from "./lists";
import { linkedContainer, siblingNamed } from "./siblings";

export interface NetworkProps {
  /** Containers of the task that this one calls by name: `name` or `name:alias`. In network mode `bridge` only. @default none */
  readonly links?: readonly string[];
  /** Name that the container gives itself; not in network mode `awsvpc`. @default its id */
  readonly hostname?: string;
  /** Addresses of DNS servers; not in network mode `awsvpc`. @default the instance's */
  readonly dnsServers?: readonly string[];
  /** Domains that are added to short names; not in network mode `awsvpc`. @default the instance's */
  readonly dnsSearchDomains?: readonly string[];
  /** Addresses by host name, added to `/etc/hosts`; not in network mode `awsvpc`. @default none */
  readonly extraHosts?: Readonly<Record<string, string>>;
}

export const network: Facet<NetworkProps & Sibling> = {
  check(c, props, { networkMode, containers }) {
    const { links = [] } = props;
    c.require(() => links.length === 0 || networkMode === "bridge", {
      prop: "links",
      must: `be left out in network mode ${networkMode}`,
      got: links,
      of: [links, networkMode],
      hint: "the containers of the task reach each other on 127.0.0.1",
    });
    for (const link of links) {
      siblingNamed(c, "links", linkedContainer(link), props, containers);
    }
    if (networkMode === "awsvpc") {
      refuseNames(c, props);
    }
    for (const [host, address] of Object.entries(props.extraHosts ?? {})) {
      c.value("extraHosts", host, HOST_NAME);
      c.value(`extraHosts.${host}`, address, IP_ADDRESS);
    }
  },
  render: ({ links, hostname, dnsServers, dnsSearchDomains, extraHosts }) => ({
    links,
    hostname,
    dnsServers,
    dnsSearchDomains,
    extraHosts: optionalList(extraHosts, (name, ipAddress) => ({ hostname: name, ipAddress })),
  }),
};

/** What a task with a network interface of its own has from the VPC. */
function refuseNames(
  c: Checks,
  { hostname, dnsServers, dnsSearchDomains, extraHosts = {} }: NetworkProps,
): void {
  const must = "be left out in network mode awsvpc";
  for (const [prop, got] of Object.entries({ hostname, dnsServers, dnsSearchDomains })) {
    c.require(() => got === undefined, { prop, must, got, of: [], hint: "the VPC's DNS is used" });
  }
  c.require(() => Object.keys(extraHosts).length === 0, {
    prop: "extraHosts",
    must,
    got: extraHosts,
    of: [],
    hint: "use a private hosted zone",
  });
}

const HOST_NAME = rules.text(
  /^[\w]([\w.-]{0,253}[\w])?$/,
  "a map from host names to addresses",
  "write a name like db.internal",
);
const IP_ADDRESS = {
  must: "be an IP address",
  isMet: (address: string) => isIP(address) !== 0,
  hint: "write it like 10.1.0.9",
};
