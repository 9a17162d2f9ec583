import type { CapacityProviderStrategyItem } from "../ecs-cluster";
import type { BaseServiceProps } from "./base-service-props";
import type { DeploymentStrategy } from "./deployment-strategy";
import { hostPortOf } from "../ecs-task";
import type { LoadBalancerTarget } from "./load-balancer-target";
import type { PlacementStrategy } from "./placement";
import type { ServiceScalingProps } from "./service-scaling";

export interface EcsServiceProps extends BaseServiceProps {
  /** Tasks to begin with, 0 to 5000; with `scaling`, what follows is up to it. @default 2 */
  readonly desiredCount?: number;
  /**
   * Percent of the desired tasks that stay up during a deployment, 0 to 100. A new task with a fixed host port can
   * start only where an old one has stopped.
   * @default 100; 50 with a fixed host port
   */
  readonly minimumHealthyPercent?: number;
  /** Percent of the desired tasks that there may be during a deployment, 100 to 200. @default 200 */
  readonly maximumPercent?: number;
  /** Which requests of which load balancer the tasks get. @default none: nothing reaches the service from outside */
  readonly loadBalancer?: LoadBalancerTarget;
  /** Further ones, each by a stable name of its own, e.g. `public` and `internal`; at most 5 in all. @default none */
  readonly loadBalancers?: Readonly<Record<string, LoadBalancerTarget>>;
  /** Seconds after its start in which a task that fails a load balancer's health check is kept, 0 to 2147483647. @default 0 */
  readonly healthCheckGracePeriodSeconds?: number;
  /** @default none: the number of tasks is fixed */
  readonly scaling?: ServiceScalingProps;
  /** Which groups of instances the tasks are on. @default the only group of the cluster */
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  /** Placement strategies in order of precedence; at most 5. @default ECS's own: spread over zones */
  readonly placementStrategies?: readonly PlacementStrategy[];
  /**
   * Whether ECS moves tasks when zones have become unequal.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
   * @default the provider's: false in 5.x; in 6.x ECS's own, which is true for a new service that allows it
   */
  readonly zoneRebalancing?: boolean;
  /** How a new version takes over from the old one. @default rolling: tasks are replaced one after another */
  readonly deployment?: DeploymentStrategy;
  /** Names of CloudWatch alarms that roll a deployment back. @default none: only tasks that fail to start do */
  readonly deploymentAlarms?: readonly string[];
}

/** How many tasks there are and how many there must and may be during a deployment, defaults written out. */
export function deploymentOf(props: EcsServiceProps) {
  const { desiredCount = 2, maximumPercent = 200 } = props;
  return {
    desiredCount,
    minimumHealthyPercent: props.minimumHealthyPercent ?? defaultMinimum(props),
    maximumPercent,
  };
}

/** How many tasks there always are, and how many there may be, apart from those that a deployment adds. */
export function taskCountsOf({ desiredCount = 2, scaling }: EcsServiceProps): {
  least: number;
  most: number;
} {
  return { least: scaling?.minTasks ?? desiredCount, most: scaling?.maxTasks ?? desiredCount };
}

function defaultMinimum({ containers, networkMode = "bridge" }: EcsServiceProps): number {
  const onInstance = networkMode !== "awsvpc";
  const mappings = containers.flatMap(({ portMappings = [] }) => portMappings);
  return onInstance && mappings.some((mapping) => hostPortOf(mapping, networkMode) !== 0) ? 50 : 100;
}
