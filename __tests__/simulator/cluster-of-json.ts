import { type Block, parseJsonTemplate, type SynthesizedStack } from "../support/synth";
import type {
  AlarmScaling,
  Group,
  ManagedScaling,
  Schedule,
  Service,
  SimulatedCluster,
  Strategy,
  TaskScaling,
} from "./model";

/** What stacks describe, of one of which the cluster is, as the simulator takes it. */
export function clusterOf(stacks: readonly SynthesizedStack[]): SimulatedCluster {
  const daemons = stacks.flatMap((stack) =>
    stack
      .list("aws_ecs_service")
      .filter(isDaemon)
      .map((one) => sizeOf(stack, one)),
  );
  const groups = stacks.flatMap((stack) => {
    return Object.entries(stack.resources("aws_autoscaling_group")).map(([id, group]) =>
      groupOf(stack, id, group),
    );
  });
  return {
    groups: groups.map((group) => ({
      ...group,
      // A daemon is on every instance.
      cpu: daemons.reduce((rest, daemon) => rest - daemon.cpu, group.cpu),
      memory: daemons.reduce((rest, daemon) => rest - daemon.memory, group.memory),
    })),
    services: stacks.flatMap((stack) =>
      Object.entries(stack.resources("aws_ecs_service"))
        .filter(([, service]) => !isDaemon(service))
        .map(([id, service]) => serviceOf(stack, id, service, groupNameOf(stacks, service))),
    ),
    schedules: stacks.flatMap(schedulesOf),
  };
}

/** Every one of them, as on a Friday. */
function schedulesOf(stack: SynthesizedStack): Schedule[] {
  const ofGroups = stack.list("aws_autoscaling_schedule").map((one) => ({
    minute: minuteOf(one.recurrence),
    of: String(stack.follow(one.autoscaling_group_name).name),
    ...boundsOf(one.min_size, one.max_size),
  }));
  const ofServices = stack.list("aws_appautoscaling_scheduled_action").map((one) => {
    const target = stack.follow(one.resource_id);
    const [, service] = /(\$\{aws_ecs_service\.[^}]+\})/.exec(String(target.resource_id)) ?? [];
    const action = one.scalable_target_action as Block;
    return {
      minute: minuteOf(one.schedule),
      of: String(stack.follow(service).name),
      ...boundsOf(action.min_capacity, action.max_capacity),
    };
  });
  return [...ofGroups, ...ofServices];
}

/** Of `0 7 * * MON-FRI` and `cron(0 7 ? * MON-FRI *)`. */
function minuteOf(schedule: unknown): number {
  const [, minute, hour] = /(\d+) (\d+) /.exec(String(schedule)) ?? [];
  return Number(hour) * 60 + Number(minute);
}

/** -1 leaves a bound as it is. */
function boundsOf(min: unknown, max: unknown): Pick<Schedule, "min" | "max"> {
  const bound = (value: unknown) => (Number(value) < 0 ? undefined : Number(value));
  return { min: bound(min), max: bound(max) };
}

function isDaemon({ scheduling_strategy: strategy }: Block): boolean {
  return strategy === "DAEMON";
}

function groupOf(stack: SynthesizedStack, id: string, group: Block): Group {
  const types = typesOf(stack, group).map((type) => {
    const size = SIZES[type];
    if (size === undefined) {
      throw new Error(`add the size of ${type} to the simulator`);
    }
    return size;
  });
  const provider = stack.list("aws_ecs_capacity_provider").find((one) => {
    return JSON.stringify(one).includes(`aws_autoscaling_group.${id}.`);
  });
  const { managed_scaling: managed } = provider?.auto_scaling_group_provider as { managed_scaling: Block };
  return {
    name: String(group.name),
    minSize: Number(group.min_size),
    maxSize: Number(group.max_size),
    cpu: Math.min(...types.map(([cpus]) => cpus * 1024)),
    memory: Math.floor(Math.min(...types.map(([, gib]) => gib * 1024)) * REGISTERED),
    zones: (group.vpc_zone_identifier as unknown[]).length,
    scaling:
      managed.status === "ENABLED"
        ? ({ targetCapacity: Number(managed.target_capacity) } satisfies ManagedScaling)
        : alarmScalingOf(stack, id),
  };
}

/** The type of the launch template, and with Spot those beside it. */
function typesOf(stack: SynthesizedStack, group: Block): string[] {
  const [, template = ""] = /aws_launch_template\.(\w[\w-]*)\./.exec(JSON.stringify(group)) ?? [];
  const others = JSON.stringify(group).match(/"instance_type":"[^"]+"/g) ?? [];
  const first = stack.resources("aws_launch_template")[template]?.instance_type;
  return [String(first), ...others.map((text) => text.split('"')[3] ?? "")];
}

function alarmScalingOf(stack: SynthesizedStack, id: string): AlarmScaling {
  const policies = Object.entries(stack.resources("aws_autoscaling_policy")).filter(([, policy]) => {
    return String(policy.autoscaling_group_name).includes(`aws_autoscaling_group.${id}.`);
  });
  const alarms = alarmsOf(
    stack,
    "aws_autoscaling_policy",
    policies.map(([policy]) => policy),
  );
  const metric = String(alarms.high[0]?.metric_name).includes("Reservation") ? "Reservation" : "Utilization";
  return {
    metric,
    cpu: alarms.thresholds(`CPU${metric}`, "cpu"),
    memory: alarms.thresholds(`Memory${metric}`, "memory"),
    periodMinutes: Number(alarms.high[0]?.period) / 60,
    periods: Number(alarms.high[0]?.evaluation_periods),
    cooldownMinutes: Math.ceil(Number(policies[0]?.[1].cooldown) / 60),
  };
}

/** The alarms that call policies: those that add, and what the one that removes subtracts from each metric. */
function alarmsOf(stack: SynthesizedStack, type: string, policies: readonly string[]) {
  const alarms = stack.list("aws_cloudwatch_metric_alarm").filter((alarm) => {
    return policies.some((policy) => JSON.stringify(alarm.alarm_actions).includes(`${type}.${policy}.`));
  });
  const high = alarms.filter((alarm) => alarm.metric_name !== undefined);
  const low = JSON.stringify(alarms.filter((alarm) => alarm.metric_name === undefined));
  return {
    high,
    thresholds: (metricName: string, metricId: string) => ({
      addAt: Number(high.find((alarm) => alarm.metric_name === metricName)?.threshold),
      removeBelow: Number(new RegExp(`"${metricId} - (\\d+)"`).exec(low)?.[1]),
    }),
  };
}

function serviceOf(stack: SynthesizedStack, id: string, service: Block, group: string): Service {
  const target = Object.entries(stack.resources("aws_appautoscaling_target")).find(([, one]) => {
    return String(one.resource_id).includes(`aws_ecs_service.${id}.`);
  });
  const constraints = (service.placement_constraints ?? []) as Block[];
  return {
    name: String(service.name),
    group,
    minimumHealthyPercent: Number(service.deployment_minimum_healthy_percent),
    maximumPercent: Number(service.deployment_maximum_percent),
    ...sizeOf(stack, service),
    distinctInstance: constraints.some(({ type }) => type === "distinctInstance"),
    strategies: ((service.ordered_placement_strategy ?? []) as Block[]).map(strategyOf),
    minTasks: Number(target?.[1].min_capacity ?? service.desired_count),
    maxTasks: Number(target?.[1].max_capacity ?? service.desired_count),
    desiredCount: Number(service.desired_count),
    scaling: target && taskScalingOf(stack, target[0]),
    ...timesOf(stack, service),
  };
}

/** The first provider of the strategy: its name is text, or refers to the provider, of another stack perhaps. */
function groupNameOf(stacks: readonly SynthesizedStack[], service: Block): string {
  const [first] = service.capacity_provider_strategy as Block[];
  const name = String(first?.capacity_provider);
  const providers = stacks.flatMap((stack) => Object.entries(stack.resources("aws_ecs_capacity_provider")));
  const referred = name.startsWith("${") ? providers.find(([id]) => name.includes(id)) : undefined;
  return referred === undefined ? name : String(referred[1].name);
}

function sizeOf(stack: SynthesizedStack, service: Block): Pick<Service, "cpu" | "memory" | "hostPorts"> {
  const definition = stack.follow(service.task_definition);
  const containers = parseJsonTemplate(definition.container_definitions) as ContainerJson[];
  const sum = (of: (container: ContainerJson) => number) => containers.reduce((all, one) => all + of(one), 0);
  const ports = containers.flatMap(({ portMappings = [] }) => portMappings);
  return {
    cpu: sum(({ cpu = 0 }) => cpu),
    memory: sum(({ memoryReservation, memory }) => memoryReservation ?? memory ?? 0),
    hostPorts:
      definition.network_mode === "awsvpc"
        ? []
        : ports.flatMap(({ hostPort = 0, protocol = "tcp" }) =>
            hostPort === 0 ? [] : [`${hostPort}/${protocol}`],
          ),
  };
}

interface ContainerJson {
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly portMappings?: readonly { readonly hostPort?: number; readonly protocol?: string }[];
}

function strategyOf({ type, field }: Block): Strategy {
  if (type === "random") {
    return "random";
  }
  if (type === "binpack") {
    return field === "cpu" ? "binpack:cpu" : "binpack:memory";
  }
  return field === "instanceId" ? "spread:instance" : "spread:zone";
}

function taskScalingOf(stack: SynthesizedStack, target: string): TaskScaling {
  const policies = Object.entries(stack.resources("aws_appautoscaling_policy")).filter(([, policy]) => {
    return String(policy.resource_id).includes(`aws_appautoscaling_target.${target}.`);
  });
  const tracking = policies[0]?.[1].target_tracking_scaling_policy_configuration as Block | undefined;
  if (tracking !== undefined) {
    return {
      target: Number(tracking.target_value),
      cooldownMinutes: Number(tracking.scale_in_cooldown) / 60,
    };
  }
  const steps = policies[0]?.[1].step_scaling_policy_configuration as Block;
  const alarms = alarmsOf(
    stack,
    "aws_appautoscaling_policy",
    policies.map(([policy]) => policy),
  );
  return { ...alarms.thresholds("CPUUtilization", "cpu"), cooldownMinutes: Number(steps.cooldown) / 60 };
}

/** From load balancers: how long until a task is healthy, and until it is gone. */
function timesOf(stack: SynthesizedStack, service: Block): Pick<Service, "startMinutes" | "stopMinutes"> {
  const targets = ((service.load_balancer ?? []) as Block[]).flatMap(
    ({ target_group_arn: group, elb_name: classic }) => {
      if (group !== undefined) {
        return [stack.follow(group)];
      }
      return typeof classic === "string" && classic.startsWith("${") ? [stack.follow(classic)] : [];
    },
  );
  const checks = targets.map(({ health_check: check }) => check as Block);
  const start = checks.map(({ interval, healthy_threshold: times }) => Number(interval) * Number(times));
  const stop = targets.map((one) => Number(one.deregistration_delay ?? one.connection_draining_timeout ?? 0));
  return {
    startMinutes: Math.ceil(Math.max(40, ...start) / 60),
    stopMinutes: Math.ceil(Math.max(0, ...stop) / 60),
  };
}

/** vCPUs and GiB. https://aws.amazon.com/ec2/instance-types/ */
const SIZES: Readonly<Record<string, readonly [cpus: number, gib: number]>> = {
  "t2.micro": [1, 1],
  "t2.small": [1, 2],
  "t2.medium": [2, 4],
  "t3.small": [2, 2],
  "t3.medium": [2, 4],
  "t4g.medium": [2, 4],
  "m6g.medium": [1, 4],
  "m7g.medium": [1, 4],
};

/**
 * The kernel takes some of the memory before the agent registers the rest.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 */
const REGISTERED = 0.92;
