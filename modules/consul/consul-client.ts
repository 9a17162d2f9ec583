import type { SystemContainer } from "../ecs-instances";
import type { PolicyStatement } from "../iam";
import { tcp, tcpRange, udp, udpRange } from "../security-group";
import type { ConsulProps, ConsulTls } from "./consul-props";

/**
 * The client agent of an instance. It answers containers on the instance's own address: HTTP on 8500, DNS on 53
 * (udp) and 8600 (tcp).
 * https://developer.hashicorp.com/consul/docs/reference/agent/configuration-file
 */
export function consulClient(props: ConsulProps): SystemContainer {
  const { datacenter, servers, gossipKey, tls, recursor = VPC_DNS, version = "1.21" } = props;
  return {
    name: "consul",
    image: `hashicorp/consul:${version}`,
    command: [
      ...["sh", "-c", START, "consul", "agent"],
      ...["-datacenter", datacenter],
      ...["-node", { instanceMetadata: "instance-id" } as const],
      ...["-advertise", { instanceMetadata: "local-ipv4" } as const],
      ...["-client", "0.0.0.0"],
      ...["-recursor", recursor],
      ...servers.flatMap((server) => ["-retry-join", server]),
      // An instance that goes leaves the data centre, instead of being missed by it for three days.
      ...["-hcl", "leave_on_terminate = true"],
      ...(tls === undefined ? [] : ["-hcl", tlsConfig(tls)]),
    ],
    secrets: { CONSUL_GOSSIP_KEY: gossipKey },
    secretFiles:
      tls === undefined
        ? {}
        : {
            "/consul/tls/ca.pem": tls.caCertificate,
            "/consul/tls/certificate.pem": tls.certificate,
            "/consul/tls/key.pem": tls.privateKey,
          },
    volumes: [{ source: "consul-data", target: "/consul/data" }],
    ports: [
      { containerPort: 8301 },
      { containerPort: 8301, protocol: "udp" },
      { containerPort: 8302 },
      { containerPort: 8302, protocol: "udp" },
      { containerPort: 8500 },
      { containerPort: 8600 },
      { containerPort: 8600, hostPort: 53, protocol: "udp" },
    ],
    openToVpc: [tcpRange(8301, 8302), udpRange(8301, 8302), tcp(8500), tcp(8600), udp(53)],
    readyCommand: ["sh", "-c", HAS_JOINED],
    memoryMiB: 128,
    permissions: servers.some((server) => server.includes("provider=aws")) ? [FIND_SERVERS] : [],
  };
}

/** https://developer.hashicorp.com/consul/docs/deploy/server/cloud-auto-join#amazon-ec2; AWS limits it to nothing. */
const FIND_SERVERS: PolicyStatement = { actions: ["ec2:DescribeInstances"], resources: ["*"] };

/** The VPC's DNS, at an address that is the same in every VPC. */
const VPC_DNS = "169.254.169.253";

/** The client asks the servers who leads them: https://developer.hashicorp.com/consul/api-docs/status */
const HAS_JOINED = "wget -q -O - http://127.0.0.1:8500/v1/status/leader | grep :";

/** Consul takes the key from a file or an argument only, and arguments can be read by every process of the instance. */
const START = [
  "umask 077",
  `printf '{"encrypt": "%s"}' "$CONSUL_GOSSIP_KEY" >/consul/config/gossip.json`,
  "chown consul:consul /consul/config/gossip.json",
  "unset CONSUL_GOSSIP_KEY",
  'exec docker-entrypoint.sh "$@"',
].join(" && ");

function tlsConfig({ verifyServerHostname = true }: ConsulTls): string {
  return `tls {
  defaults {
    ca_file = "/consul/tls/ca.pem"
    cert_file = "/consul/tls/certificate.pem"
    key_file = "/consul/tls/key.pem"
    verify_outgoing = true
  }
  internal_rpc {
    verify_server_hostname = ${verifyServerHostname}
  }
}`;
}
