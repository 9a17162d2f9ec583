import type { Block, SynthesizedStack } from "../synth";
import { parseJsonTemplate } from "../synth";

/**
 * What AWS or Terraform would refuse, or never get to run, in what was accepted. Written from AWS's documentation, and apart
 * from the checks of the modules: what both have wrong, neither finds.
 */
export function brokenRules(stack: SynthesizedStack): string[] {
  return [
    ...brokenReferences(stack),
    ...brokenSubnets(stack),
    ...brokenPriorities(stack),
    ...brokenTargetGroups(stack),
    ...brokenGroups(stack),
    ...brokenContainers(stack),
    ...brokenServices(stack),
    ...brokenNames(stack),
  ];
}

/** Every reference is to a resource, data source, variable or local of the same stack. */
function brokenReferences({ json }: SynthesizedStack): string[] {
  const text = JSON.stringify(json);
  const known = (kind: "resource" | "data") =>
    Object.entries((json[kind] ?? {}) as Record<string, object>).flatMap(([type, ofType]) =>
      Object.keys(ofType).map((id) => `${kind === "data" ? "data." : ""}${type}.${id}`),
    );
  const all = new Set([...known("resource"), ...known("data")]);
  // Of two dollars, one is Terraform's escape of the other.
  const references = text.match(/(?<=(?<!\$)\$\{[^}"]*)\b(?:data\.)?aws_\w+\.[\w-]+/g) ?? [];
  return [...new Set(references)].filter((one) => !all.has(one)).map((one) => `nothing is at ${one}`);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
function brokenSubnets(stack: SynthesizedStack): string[] {
  const [vpc] = stack.list("aws_vpc");
  const subnets = stack.list("aws_subnet").map(({ cidr_block: cidr }) => rangeOf(cidr));
  const inside = vpc === undefined ? undefined : rangeOf(vpc.cidr_block);
  return [
    ...subnets
      .filter(([from, to]) => inside !== undefined && (from < inside[0] || to > inside[1]))
      .map(([from]) => `a subnet at ${from} is not inside the VPC`),
    ...subnets.flatMap(([from, to], index) =>
      subnets
        .slice(index + 1)
        .filter(([otherFrom, otherTo]) => from <= otherTo && otherFrom <= to)
        .map(() => `two subnets overlap at ${from}`),
    ),
    ...subnets
      .filter(([from, to]) => to - from < 15)
      .map(([from]) => `a subnet at ${from} is smaller than /28`),
  ];
}

/** First and last address of a range. */
function rangeOf(cidr: unknown): readonly [number, number] {
  const [, address = "", bits = ""] = /^([\d.]+)\/(\d+)$/.exec(String(cidr)) ?? [];
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return [first, first + 2 ** (32 - Number(bits)) - 1];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html */
function brokenPriorities(stack: SynthesizedStack): string[] {
  const rules = stack.list("aws_lb_listener_rule").map(({ listener_arn: arn, priority }) => ({
    key: `${String(arn)} ${String(priority)}`,
    priority: Number(priority),
  }));
  return [
    ...duplicates(rules.map(({ key }) => key)).map((key) => `two rules have the priority ${key}`),
    ...rules
      .filter(({ priority }) => !Number.isInteger(priority) || priority < 1 || priority > 50_000)
      .map(({ priority }) => `a rule has the priority ${priority}`),
  ];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
function brokenTargetGroups(stack: SynthesizedStack): string[] {
  return stack.list("aws_lb_target_group").flatMap(({ port, health_check: check }) => {
    const { interval = 30, timeout = 5, healthy_threshold: healthy = 5 } = (check ?? {}) as Block;
    return [
      ...(Number(port) >= 1 && Number(port) <= 65_535 ? [] : [`a target group has port ${String(port)}`]),
      ...(Number(timeout) < Number(interval)
        ? []
        : [`a health check takes ${String(timeout)} of ${String(interval)} s`]),
      ...(Number(healthy) >= 2 && Number(healthy) <= 10 ? [] : [`a health check wants ${String(healthy)}`]),
    ];
  });
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
function brokenGroups(stack: SynthesizedStack): string[] {
  const groups = stack
    .list("aws_autoscaling_group")
    .map(({ min_size: min, max_size: max, desired_capacity: desired = min }) => ({
      ...{ min: Number(min), max: Number(max), desired: Number(desired) },
    }));
  const targets = stack.list("aws_appautoscaling_target").map(({ min_capacity: min, max_capacity: max }) => ({
    ...{ min: Number(min), max: Number(max), desired: Number(min) },
  }));
  return [...groups, ...targets]
    .filter(({ min, max, desired }) => !(min >= 0 && min <= desired && desired <= max))
    .map(({ min, max, desired }) => `${desired} is wanted of ${min} to ${max}`);
}

/**
 * TCP ports of Docker, of the agent and of SSH; of UDP the agent reserves none by itself.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
const RESERVED = ["22/tcp", "2375/tcp", "2376/tcp", "51678/tcp", "51679/tcp", "51680/tcp"];

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
function brokenContainers(stack: SynthesizedStack): string[] {
  return stack.list("aws_ecs_task_definition").flatMap((definition) => {
    const containers = containersOf(definition);
    const names = containers.map(({ name }) => name);
    const hostPorts = containers.flatMap(({ portMappings = [] }) =>
      portMappings.flatMap(({ hostPort = 0, protocol = "tcp" }) =>
        hostPort === 0 ? [] : [`${hostPort}/${protocol}`],
      ),
    );
    return [
      ...duplicates(names).map((name) => `two containers are called ${name}`),
      ...duplicates(hostPorts).map((port) => `two containers have the port ${port}`),
      ...(containers.some(({ essential = true }) => essential) ? [] : ["no container is essential"]),
      ...containers.flatMap((container) => brokenContainer(container, names)),
      ...hostPorts
        .filter((port) => definition.network_mode !== "awsvpc" && RESERVED.includes(port))
        .map((port) => `a container has the port ${port} of the instance`),
      ...(containers.length > 10 ? [`a task has ${containers.length} containers`] : []),
    ];
  });
}

function brokenContainer(container: Container, names: readonly string[]): string[] {
  const { name, memory = 0, memoryReservation = 0, dependsOn = [], links = [] } = container;
  return [
    ...(memory === 0 && memoryReservation === 0 ? [`${name} has no memory`] : []),
    ...(memory > 0 && memory < 6 ? [`${name} has less memory than Docker's 6 MiB`] : []),
    ...(memory > 0 && memoryReservation > memory ? [`${name} reserves more than its limit`] : []),
    ...dependsOn
      .filter(({ containerName }) => containerName === name || !names.includes(containerName))
      .map(({ containerName }) => `${name} waits for ${containerName}`),
    ...links
      .filter((link) => !names.includes(link.split(":")[0] ?? ""))
      .map((link) => `${name} is linked to ${link}`),
  ];
}

/** CPU units and MiB of instance types, as EC2 has them: less is left for tasks. */
const TYPES: Readonly<Record<string, readonly [number, number]>> = {
  ...{
    "t3.micro": [2048, 1024],
    "t3.small": [2048, 2048],
    "t3.medium": [2048, 4096],
    "t4g.medium": [2048, 4096],
    "m5.large": [2048, 8192],
  },
};

/** A task fits an instance of some group that its service may use, and its balancer finds its port. */
function brokenServices(stack: SynthesizedStack): string[] {
  const types = stack.list("aws_launch_template").map(({ instance_type: type }) => TYPES[String(type)]);
  // Instances of another stack are not known.
  const isUnknown = types.length === 0 || types.includes(undefined);
  const largest = isUnknown ? undefined : Math.max(...types.map((type) => type?.[0] ?? 0));
  const memory = isUnknown ? undefined : Math.max(...types.map((type) => type?.[1] ?? 0));
  return stack.list("aws_ecs_service").flatMap((service) => {
    const containers = containersOf(stack.follow(service.task_definition));
    const cpu = containers.reduce((sum, { cpu: units = 0 }) => sum + units, 0);
    const reserved = containers.reduce(
      (sum, { memory: limit = 0, memoryReservation = limit }) => sum + memoryReservation,
      0,
    );
    const name = String(service.name);
    return [
      ...(largest !== undefined && cpu > largest ? [`${name} wants ${cpu} CPU units of ${largest}`] : []),
      ...(memory !== undefined && reserved > memory ? [`${name} wants ${reserved} MiB of ${memory}`] : []),
      ...((service.load_balancer ?? []) as readonly Block[]).flatMap((target) => {
        const container = containers.find((one) => one.name === target.container_name);
        const ports = (container?.portMappings ?? []).map(({ containerPort }) => containerPort);
        return ports.includes(Number(target.container_port))
          ? []
          : [`${name} has no port ${String(target.container_port)}`];
      }),
    ];
  });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
function brokenNames(stack: SynthesizedStack): string[] {
  return ["aws_lb", "aws_elb", "aws_lb_target_group"]
    .flatMap((type) => stack.list(type))
    .map(({ name }) => name)
    .filter((name): name is string => typeof name === "string" && !name.includes("${"))
    .filter((name) => !/^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name))
    .map((name) => `a balancer or target group is called ${name}`);
}

interface Container {
  readonly name: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly essential?: boolean;
  readonly links?: readonly string[];
  readonly dependsOn?: readonly { readonly containerName: string }[];
  readonly portMappings?: readonly {
    readonly containerPort: number;
    readonly hostPort?: number;
    readonly protocol?: string;
  }[];
}

function containersOf({ container_definitions: text }: Block): readonly Container[] {
  return parseJsonTemplate(text) as readonly Container[];
}

function duplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
