import { execFileSync } from "node:child_process";
import { App, TerraformStack } from "cdktf";
import { consul, type ConsulProps } from "../../modules/consul";
import { EcsCluster } from "../../modules/ecs-cluster";
import type { SystemContainer } from "../../modules/ecs-instances";
import { startScript } from "../../modules/ecs-instances/boot/system-container-script";
import { Sandbox } from "../support/sandbox";
import { instanceGroup, network } from "../support/context";
import { parseJsonTemplate, refusal, refusalOf, synthesize } from "../support/synth";

const parameter = (name: string) => ({
  parameterArn: `arn:aws:ssm:eu-west-1:123456789012:parameter/consul/${name}`,
});

const props: ConsulProps = {
  datacenter: "vpc-1",
  servers: ["10.1.50.10", "10.1.51.10"],
  gossipKey: parameter("gossip-key"),
  tls: {
    caCertificate: parameter("ca"),
    certificate: parameter("certificate"),
    privateKey: parameter("key"),
  },
};

/** The system containers, as a stack makes them. */
function containers(): readonly SystemContainer[] {
  return consul(new TerraformStack(new App(), "test"), props);
}

function instances(change: Partial<ConsulProps> = {}, instanceMetadataHopLimit?: number) {
  return synthesize((stack) => {
    const cluster = new EcsCluster(stack, "cluster", { name: "main" });
    const systemContainers = consul(stack, { ...props, ...change });
    const vpc = network(stack);
    instanceGroup(stack, "default", { cluster, vpc, systemContainers, instanceMetadataHopLimit });
  });
}

test("[S1.6] instances accept Consul's ports from the VPC, and nothing else from anywhere", () => {
  const rules = instances()
    .list("aws_vpc_security_group_ingress_rule")
    .map((rule) => [rule.ip_protocol, rule.from_port, rule.to_port, rule.cidr_ipv4].join(" "));

  expect(rules.sort()).toEqual([
    "tcp 8301 8302 10.1.0.0/16",
    "tcp 8500 8500 10.1.0.0/16",
    "tcp 8600 8600 10.1.0.0/16",
    "udp 53 53 10.1.0.0/16",
    "udp 8301 8302 10.1.0.0/16",
  ]);
});

test("[S1.10] the instances' role may read the gossip key and the TLS material, and no other parameter", () => {
  const { policy } = instances().only("aws_iam_role_policy");
  const { Statement } = parseJsonTemplate(policy) as {
    Statement: { Action: string[]; Resource: string[] }[];
  };
  const readable = Statement.filter(({ Action }) => Action.includes("ssm:GetParameter")).flatMap(
    (one) => one.Resource,
  );

  expect(readable).toEqual(
    ["gossip-key", "ca", "certificate", "key"].map((name) => parameter(name).parameterArn),
  );
});

test.each([
  ["provider=aws tag_key=consul tag_value=server", true],
  ["10.1.50.10", false],
])("the instances' role, with the server %s, may look for instances: %s", (server, expected) => {
  const { policy } = instances({ servers: [server] }, 2).only("aws_iam_role_policy");
  const { Statement } = parseJsonTemplate(policy) as { Statement: { Action: string[] }[] };

  expect(Statement.some(({ Action }) => Action.includes("ec2:DescribeInstances"))).toBe(expected);
});

test("fails when the client takes the instance's role to find servers, and cannot reach it", () => {
  const server = "provider=aws tag_key=consul tag_value=server";
  expect(refusalOf(() => instances({ servers: [server] }))).toBe(
    "test/default: 'instanceMetadataHopLimit' must be at least 2 for the system container 'consul', which takes the role of the instance, got 1; " +
      'set it to 2, or give the container the network "host"',
  );
});

describe("on an instance", () => {
  const answers = {
    curl: `case "$*" in
      *api/token) printf 'a-token' ;;
      *instance-id) printf 'i-0123' ;;
      *local-ipv4) printf '10.1.50.7' ;;
    esac`,
    aws: 'printf "the-gossip-key\\n"',
    docker: 'if [ "$1" = run ]; then printf "%s" "$CONSUL_GOSSIP_KEY" >"$ROOT/key"; fi',
  };
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox(answers);
  });
  afterEach(() => {
    sandbox.remove();
  });

  function start(name: string): readonly string[] {
    const container = containers().find((one) => one.name === name);
    if (container === undefined) {
      throw new Error(`no system container ${name}`);
    }
    const { status, stderr } = sandbox.run(startScript(container));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return sandbox.callsOf("docker").find((call) => call[1] === "run") ?? [];
  }

  test("[S1.8] the client joins the servers as the instance, with the VPC's DNS behind it", () => {
    const call = start("consul");
    const agent = call.slice(call.indexOf("agent"));

    expect(agent.slice(0, 15)).toEqual([
      "agent",
      ...["-datacenter", "vpc-1"],
      ...["-node", "i-0123"],
      ...["-advertise", "10.1.50.7"],
      ...["-client", "0.0.0.0"],
      ...["-recursor", "169.254.169.253"],
      ...["-retry-join", "10.1.50.10"],
      ...["-retry-join", "10.1.51.10"],
    ]);
  });

  test("the gossip key reaches the client by its environment, and is no argument of any command", () => {
    start("consul");

    expect(sandbox.read("/key")).toBe("the-gossip-key");
    expect(sandbox.calls.flat().filter((word) => word.includes("the-gossip-key"))).toEqual([]);
  });

  test("the client's start command is valid shell", () => {
    const script = containers()[0]?.command?.[2] as string;

    expect(() => execFileSync("sh", ["-n", "-c", script])).not.toThrow();
  });

  test("[S1.9] Registrator registers the instance's containers with its client", () => {
    const call = start("registrator");

    expect(call).toEqual(
      expect.arrayContaining(["--network", "host", "/var/run/docker.sock:/tmp/docker.sock:ro"]),
    );
    expect(call.slice(-5)).toEqual([
      "gliderlabs/registrator:v7",
      "-cleanup",
      "-ip",
      "10.1.50.7",
      "consul://127.0.0.1:8500",
    ]);
  });
});

test("another DNS server can answer what Consul does not know", () => {
  let client: SystemContainer | undefined;
  synthesize((stack) => {
    [client] = consul(stack, { ...props, recursor: "10.12.0.253" });
  });

  expect(client?.command).toContain("10.12.0.253");
});

test("fails when Consul would refuse the data center, the servers and the recursor, all at once", () => {
  const wrong = { datacenter: "My DC", servers: ["provider=gce tag=consul"], recursor: "dns" };
  expect(refusal((stack) => consul(stack, { ...props, ...wrong }))).toBe(
    [
      `test: 'consul.datacenter' must be letters, digits, hyphens and underscores, got "My DC"; rename it`,
      `test: 'consul.recursor' must be an IPv4 address, got "dns"; leave it out for the VPC's DNS`,
      `test: 'consul.servers[0]' must be an IP address, a host name or provider=aws …, got "provider=gce tag=consul"; write it like consul.example.com`,
    ].join("\n"),
  );
});

test("fails when no server is named", () => {
  expect(refusal((stack) => consul(stack, { ...props, servers: [] }))).toBe(
    "test: 'consul.servers' must list at least 1 server, got []; a client without servers joins nothing",
  );
});

test("takes a data center in capitals, as Consul does, and servers by address or name", () => {
  synthesize((stack) => {
    const servers = ["10.1.50.10", "[fd00::1]:8301", "consul.example.com"];
    expect(consul(stack, { ...props, datacenter: "VPC_1", servers })).toHaveLength(2);
  });
});

test("fails when Registrator, whose image is for x86-64 only, would run on ARM, and takes another image there", () => {
  const build = (registratorImage?: string) => (stack: TerraformStack) => {
    instanceGroup(stack, "arm", {
      cluster: new EcsCluster(stack, "cluster", { name: "main" }),
      vpc: network(stack),
      instanceType: "t4g.small",
      systemContainers: consul(stack, { ...props, registratorImage }),
    });
  };
  expect(refusal(build())).toBe(
    `test/arm: 'systemContainers[1].image' must be made for the architecture of the group (arm64), got "gliderlabs/registrator:v7"; it is for x86_64 only: name another image, or other instances`,
  );
  expect(() => synthesize(build("registry.example.com/registrator:1"))).not.toThrow();
});

test.each([
  [undefined, "true"],
  [false, "false"],
])(
  "verifies the names in the servers' certificates unless told otherwise: %s",
  (verifyServerHostname, value) => {
    const tls = {
      caCertificate: parameter("ca"),
      certificate: parameter("cert"),
      privateKey: parameter("key"),
    };
    const [client] = consul(new TerraformStack(new App(), "test"), {
      ...props,
      tls: { ...tls, verifyServerHostname },
    });
    expect(client?.command?.at(-1)).toContain(`verify_server_hostname = ${value}\n`);
  },
);

test("the client is ready for tasks when it has joined the servers, which have a leader", () => {
  const [client] = containers();
  expect(client?.readyCommand).toEqual([
    "sh",
    "-c",
    "wget -q -O - http://127.0.0.1:8500/v1/status/leader | grep :",
  ]);
});
