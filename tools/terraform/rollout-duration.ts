import { type Attributes, type PlanJson } from "./plan-json";

/** How long a rolling update takes, as far as settings tell. */
export interface RolloutDuration {
  readonly seconds: number;
  /** Rounds of tasks that are replaced at the same time. */
  readonly batches: number;
}

/** What is not part of a {@link RolloutDuration}, since no setting tells it. */
export const NOT_COUNTED =
  "Times are those of health checks and deregistration delays: pulling images and starting instances come on top.";

/** What goes over to a new revision. */
export interface RollingService {
  readonly service: Attributes;
  /** Its task definition, and the containers in it. */
  readonly definition: Attributes;
  readonly containers: readonly Attributes[];
  /** Undefined for a daemon. */
  readonly tasks: number | undefined;
}

/**
 * In each batch, new tasks become healthy and old ones leave their load balancers. Undefined where settings are unknown
 * before the apply, and where another strategy than the rolling one moves requests.
 */
export function rolloutDuration(plan: PlanJson, rolling: RollingService): RolloutDuration | undefined {
  const batches = countBatches(rolling);
  if (batches === undefined || strategyOf(rolling.service) !== "rolling") {
    return undefined;
  }
  const balancers = balancersOf(plan, rolling.service);
  const healthy = secondsUntilHealthy(rolling.containers, balancers);
  const stopped = Math.max(0, ...balancers.map(({ drainSeconds }) => drainSeconds));
  return { seconds: batches * (healthy + stopped), batches };
}

/** Such as `rolling` and `blue-green`. */
export function strategyOf({ deployment_configuration: blocks }: Attributes): string {
  const strategy = listOf(blocks)[0]?.strategy;
  return typeof strategy === "string" ? strategy.toLowerCase().replace("_", "-") : "rolling";
}

/** Such as `about 6 min in 2 batches`. */
export function durationText({ seconds, batches }: RolloutDuration): string {
  const time = `about ${Math.max(1, Math.round(seconds / 60))} min`;
  return batches > 1 ? `${time} in ${batches} batches` : time;
}

/**
 * ECS rounds the minimum up and the maximum down. With a fixed host port a new task starts where an old one has stopped.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
function countBatches({ service, definition, containers, tasks }: RollingService): number | undefined {
  const minimum = service.deployment_minimum_healthy_percent;
  const maximum = tasks === undefined ? 100 : service.deployment_maximum_percent;
  if (typeof minimum !== "number" || typeof maximum !== "number") {
    return undefined;
  }
  // Of a daemon's tasks there are as many as instances: so many that the percents come out.
  const count = tasks ?? 100;
  const mayStop = count - Math.ceil((count * minimum) / 100);
  const mayStart = Math.floor((count * maximum) / 100) - count;
  const atOnce = hasFixedPort(definition, containers) && mayStop > 0 ? mayStop : mayStop + mayStart;
  return count === 0 || atOnce <= 0 ? undefined : Math.ceil(count / atOnce);
}

/** In network mode `awsvpc` every task has all ports. */
function hasFixedPort(definition: Attributes, containers: readonly Attributes[]): boolean {
  const ports = containers.flatMap(({ portMappings }) => listOf(portMappings));
  return definition.network_mode !== "awsvpc" && ports.some(({ hostPort }) => numberOf(hostPort) > 0);
}

interface Balancer {
  readonly healthySeconds: number;
  readonly drainSeconds: number;
}

/** Target groups and classic balancers that a service is behind. */
function balancersOf(plan: PlanJson, { load_balancer: blocks }: Attributes): Balancer[] {
  const resources = (plan.resource_changes ?? []).map(({ type, change }) => {
    return { type, attributes: { ...change.before, ...change.after } };
  });
  const find = (type: string, attribute: string, value: unknown) =>
    resources.find((one) => one.type === type && value !== "" && one.attributes[attribute] === value)
      ?.attributes;
  return listOf(blocks).flatMap(({ target_group_arn: arn, elb_name: name }) => {
    const targetGroup = find("aws_lb_target_group", "arn", arn);
    const classic = find("aws_elb", "name", name);
    const found = targetGroup ?? classic;
    const check = listOf(found?.health_check)[0];
    return check === undefined
      ? []
      : [
          {
            healthySeconds: numberOf(check.interval) * numberOf(check.healthy_threshold),
            drainSeconds: numberOf(targetGroup?.deregistration_delay ?? classic?.connection_draining_timeout),
          },
        ];
  });
}

/**
 * A task counts when its containers' own checks and its load balancers' have passed, and without any after 40 seconds.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
function secondsUntilHealthy(containers: readonly Attributes[], balancers: readonly Balancer[]): number {
  const checks = [
    ...balancers.map(({ healthySeconds }) => healthySeconds),
    ...containers.flatMap(({ healthCheck }) => {
      const { interval = 30, startPeriod = 0 } = (healthCheck ?? {}) as Attributes;
      return healthCheck === undefined || healthCheck === null
        ? []
        : [numberOf(startPeriod) + numberOf(interval)];
    }),
  ];
  return checks.length === 0 ? 40 : Math.max(...checks);
}

function listOf(value: unknown): Attributes[] {
  return Array.isArray(value) ? (value as Attributes[]) : [];
}

/** Some numbers are text in the provider's schema. */
function numberOf(value: unknown): number {
  return typeof value === "number" || typeof value === "string" ? Number(value) || 0 : 0;
}
