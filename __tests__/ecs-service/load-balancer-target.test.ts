import type { TerraformStack } from "cdktf";
import { Alb } from "../../modules/alb";
import { EcsService, type EcsServiceProps, type LoadBalancerTarget } from "../../modules/ecs-service";
import type { ContainerProps, PortMapping } from "../../modules/ecs-task";
import { clusterWithInstances, instanceGroup, network } from "../support/context";
import { synthesize, type SynthesizedStack } from "../support/synth";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";

interface Behind extends Pick<EcsServiceProps, "networkMode"> {
  readonly ports?: readonly PortMapping[];
  readonly target?: Partial<LoadBalancerTarget>;
}

/** A service `app` behind a balancer `web`, on two groups of instances. */
function serviceBehind(stack: TerraformStack, { ports, networkMode, target = {} }: Behind): EcsService {
  const vpc = network(stack);
  const cluster = clusterWithInstances(stack, vpc);
  const batch = instanceGroup(stack, "batch", { cluster, vpc });
  const alb = new Alb(stack, "alb", { vpc, name: "web" });
  const containers: ContainerProps[] = [
    { name: "app", image: "nginx:1.27", memoryMiB: 128, portMappings: ports ?? [{ containerPort: 8080 }] },
    { name: "side", image: "nginx:1.27", memoryMiB: 128, portMappings: [{ containerPort: 9090 }] },
  ];
  const full = { alb, priority: 7, ...target };
  return new EcsService(stack, "service", {
    cluster,
    vpc,
    name: "app",
    containers,
    networkMode,
    loadBalancer: full,
    capacityProviderStrategy: [...cluster.capacityProviders.slice(0, 1), batch].map((group) => ({ group })),
  });
}

function synthesizeBehind(behind: Behind = {}): SynthesizedStack {
  return synthesize((stack) => serviceBehind(stack, behind));
}

/** Who may connect to whom and where, apart from ranges of addresses: by the names of the security groups. */
function connections(stack: SynthesizedStack, type: typeof INGRESS | typeof EGRESS): string[] {
  const name = (reference: unknown) => String(stack.follow(reference).name_prefix);
  return stack
    .list(type)
    .filter(({ referenced_security_group_id }) => referenced_security_group_id !== undefined)
    .map((rule) => {
      const [here, there] = [name(rule.security_group_id), name(rule.referenced_security_group_id)];
      const ports = `${String(rule.ip_protocol)} ${String(rule.from_port)}-${String(rule.to_port)}`;
      return type === EGRESS ? `${here} > ${there} ${ports}` : `${there} > ${here} ${ports}`;
    })
    .sort();
}

describe("a service behind a load balancer", () => {
  test("gets the requests of its listener rule on the first port of its first container", () => {
    const stack = synthesizeBehind({
      target: { priority: 7, paths: ["/app/*"], hosts: ["app.example.com"] },
    });
    expect(stack.only("aws_lb_listener_rule")).toMatchObject({
      priority: 7,
      condition: [{ path_pattern: { values: ["/app/*"] } }, { host_header: { values: ["app.example.com"] } }],
    });
    const [target] = stack.only("aws_ecs_service").load_balancer as [Record<string, unknown>];
    expect(target).toMatchObject({ container_name: "app", container_port: 8080 });
    expect(stack.follow(target.target_group_arn)).toBe(stack.only("aws_lb_target_group"));
  });

  test.each<[string, Partial<LoadBalancerTarget>, readonly PortMapping[], object]>([
    [
      "of the named container",
      { containerName: "side" },
      [{ containerPort: 8080 }],
      { container_name: "side", container_port: 9090 },
    ],
    [
      "with the given number",
      { containerPort: 8081 },
      [{ containerPort: 8080 }, { containerPort: 8081 }],
      { container_name: "app", container_port: 8081 },
    ],
  ])("gets them on the port %s", (_, target, ports, expected) => {
    const stack = synthesizeBehind({ ports, target });
    expect(stack.only("aws_ecs_service").load_balancer).toMatchObject([expected]);
    expect(stack.only("aws_lb_target_group")).toMatchObject({
      port: (expected as { container_port: number }).container_port,
    });
  });

  test("hands its health check and deregistration delay to the target group", () => {
    const stack = synthesizeBehind({
      target: { healthCheck: { path: "/health" }, deregistrationDelaySeconds: 5 },
    });
    expect(stack.only("aws_lb_target_group")).toMatchObject({
      deregistration_delay: "5",
      health_check: { path: "/health" },
    });
  });

  test("waits for its listener rule, since ECS refuses a target group without a balancer", () => {
    const stack = synthesizeBehind();
    const { depends_on } = stack.only("aws_ecs_service") as { depends_on: string[] };
    expect(depends_on.map((address) => stack.follow(address))).toContain(stack.only("aws_lb_listener_rule"));
  });
});

describe("the balancer reaches the tasks", () => {
  test.each<[string, Behind, string]>([
    ["[S5.6] on all ports that ECS may pick, behind the bridge", {}, "tcp 32768-61000"],
    [
      "on the fixed port only, behind the bridge",
      { ports: [{ containerPort: 8080, hostPort: 80 }] },
      "tcp 80-80",
    ],
    ["on the container's port only, as processes of the instance", { networkMode: "host" }, "tcp 8080-8080"],
  ])("%s, on every group of instances and nothing else", (_, behind, ports) => {
    const stack = synthesizeBehind(behind);
    const expected = [`web- > main-batch-instances- ${ports}`, `web- > main-default-instances- ${ports}`];
    expect(connections(stack, INGRESS)).toEqual(expected);
    expect(connections(stack, EGRESS)).toEqual(expected);
    expect(stack.only("aws_lb_target_group")).toMatchObject({ target_type: "instance" });
    expect(stack.only("aws_ecs_service")).not.toHaveProperty("network_configuration");
  });

  test("at addresses of their own in network mode awsvpc, and the instances not at all", () => {
    const stack = synthesizeBehind({ networkMode: "awsvpc" });
    expect(connections(stack, INGRESS)).toEqual(["web- > main-app- tcp 8080-8080"]);
    expect(connections(stack, EGRESS)).toEqual(["web- > main-app- tcp 8080-8080"]);
    expect(stack.only("aws_lb_target_group")).toMatchObject({ target_type: "ip" });
    const { network_configuration } = stack.only("aws_ecs_service") as {
      network_configuration: { subnets: string[]; security_groups: string[] };
    };
    expect(network_configuration.subnets).toEqual(["subnet-private-a", "subnet-private-b"]);
    expect(network_configuration.security_groups.map((group) => stack.follow(group).name_prefix)).toEqual([
      "main-app-",
    ]);
  });
});

test("a service in network mode awsvpc may call what it likes", () => {
  const stack = synthesizeBehind({ networkMode: "awsvpc" });
  const open = stack.list(EGRESS).filter(({ cidr_ipv4 }) => cidr_ipv4 === "0.0.0.0/0");
  expect(open.map(({ security_group_id }) => stack.follow(security_group_id).name_prefix)).toContain(
    "main-app-",
  );
});
