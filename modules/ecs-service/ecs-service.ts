import { EcsService as AwsEcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { Construct } from "constructs";
import { rules, validateProps, ValidationError } from "../core";
import { BaseService, type BaseServiceProps } from "./base-service";
import { type CapacityShare, renderCapacity } from "./capacity";
import { validateDeploymentRoom } from "./deployment-room";
import { type PlacementStrategy, renderStrategies, validateRebalancing } from "./placement";
import { addRoutes, type BalancerMetrics, type NamedRoute, type ServiceRoute } from "./service-route";
import { ServiceScaling, type ServiceScalingProps } from "./service-scaling";

export interface EcsServiceProps extends BaseServiceProps {
  /** Tasks to begin with, 0 to 5000; with `scaling`, what follows is up to it. @default 2 */
  readonly desiredCount?: number;
  /** Percent of the desired tasks that stay up during a deployment, 0 to 100. @default 50 */
  readonly minimumHealthyPercent?: number;
  /** Percent of the desired tasks that there may be during a deployment, 100 to 200. @default 200 */
  readonly maximumPercent?: number;
  /** @default none: nothing reaches the service from outside */
  readonly route?: ServiceRoute;
  /** Further routes, each by a stable name of its own, e.g. `public` and `internal`; at most 5 in all. @default none */
  readonly routes?: Readonly<Record<string, ServiceRoute>>;
  /** Seconds after its start in which a balancer's verdict on a task does not count, 0 to 2147483647. @default 0 */
  readonly healthCheckGracePeriodSeconds?: number;
  /** @default none: the number of tasks is fixed */
  readonly scaling?: ServiceScalingProps;
  /** Which groups of instances tasks are on, and in which parts. @default all of the cluster in equal parts */
  readonly capacity?: readonly CapacityShare[];
  /** By what ECS chooses among instances, the most important first; at most 5. @default ECS's own: spread over zones */
  readonly placementStrategies?: readonly PlacementStrategy[];
  /**
   * Whether ECS moves tasks when zones have become unequal.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
   * @default the provider's: false in 5.x; in 6.x ECS's own, which is true for a new service that allows it
   */
  readonly zoneRebalancing?: boolean;
  /** Names of CloudWatch alarms that roll a deployment back. @default none: only tasks that fail to start do */
  readonly deploymentAlarms?: readonly string[];
}

/**
 * A service: a number of equal tasks that ECS keeps running and replaces without a gap.
 *
 * Makes `aws_ecs_service` with deployment circuit breaker and rollback, a task definition with its log group and
 * roles, a target group and listener rule for each route, scaling policies, in network mode `awsvpc` a security
 * group, and a name in Cloud Map. Opens the balancers' way to the tasks.
 *
 * ECS registers tasks with balancers, classic ones too, by its service-linked role `AWSServiceRoleForECS`, which AWS
 * makes and keeps: no `iam_role` is given.
 */
export class EcsService extends BaseService {
  readonly clusterName: string;
  readonly serviceName: string;
  /** What balancers measure about the service, route by route. */
  readonly balancerMetrics: readonly BalancerMetrics[];

  constructor(scope: Construct, id: string, props: EcsServiceProps) {
    super(
      scope,
      id,
      props,
      props.capacity?.map(({ group }) => group),
    );
    const { cluster, name, containers, scaling, capacity, deploymentAlarms } = props;
    const { desiredCount = 2, minimumHealthyPercent = 50, maximumPercent = 200 } = props;
    const { placementStrategies, zoneRebalancing, healthCheckGracePeriodSeconds } = props;
    const routes = namedRoutes(props);
    this.validate(props, routes);

    const targets =
      routes.length === 0
        ? []
        : addRoutes(this, routes, {
            name,
            clusterName: cluster.clusterName,
            vpc: this.requiredVpc("with a route"),
            containers,
            network: this.network,
          });
    const common = this.commonSettings();
    const service = new AwsEcsService(this, "service", {
      ...common,
      desiredCount,
      deploymentMinimumHealthyPercent: minimumHealthyPercent,
      deploymentMaximumPercent: maximumPercent,
      capacityProviderStrategy: renderCapacity(
        this,
        capacity ?? cluster.instanceGroups.map((group) => ({ group })),
      ),
      // Without it a changed capacity provider strategy would replace the service instead of updating it.
      forceNewDeployment: true,
      orderedPlacementStrategy: placementStrategies && renderStrategies(this, placementStrategies),
      availabilityZoneRebalancing:
        zoneRebalancing === undefined ? undefined : zoneRebalancing ? "ENABLED" : "DISABLED",
      healthCheckGracePeriodSeconds,
      alarms: deploymentAlarms && { alarmNames: [...deploymentAlarms], enable: true, rollback: true },
      loadBalancer: targets.length > 0 ? targets.map(({ registration }) => registration) : undefined,
      lifecycle: scaling && { ignoreChanges: ["desired_count"] },
      dependsOn: [...common.dependsOn, ...targets.flatMap(({ reachable }) => reachable)],
    });
    this.clusterName = cluster.clusterName;
    this.serviceName = service.name;
    this.balancerMetrics = targets.map(({ metrics }) => metrics);
    if (scaling !== undefined) {
      const target = { clusterName: cluster.clusterName, serviceName: service.name };
      new ServiceScaling(this, "scaling", target, scaling);
    }
  }

  private validate(props: EcsServiceProps, routes: readonly NamedRoute[]): void {
    validateProps(this, props, {
      desiredCount: rules.integer(0, 5000, "AWS allows 5000 tasks in a service"),
      minimumHealthyPercent: rules.integer(0, 100, "the default is 50"),
      maximumPercent: rules.integer(100, 200, "the default is 200"),
      healthCheckGracePeriodSeconds: rules.integer(0, 2_147_483_647, "the default is 0"),
      deploymentAlarms: rules.atLeast(1, "alarm", "leave it out for none"),
    });
    const { healthCheckGracePeriodSeconds, zoneRebalancing, scaling } = props;
    const { desiredCount = 2, minimumHealthyPercent = 50, maximumPercent = 200 } = props;
    // What leaves room with the fewest tasks leaves it with more.
    const tasks = scaling === undefined ? desiredCount : Math.max(1, scaling.minTasks);
    validateDeploymentRoom(this, { tasks, minimumHealthyPercent, maximumPercent });
    if (healthCheckGracePeriodSeconds !== undefined && routes.length === 0) {
      throw new ValidationError(this, {
        prop: "healthCheckGracePeriodSeconds",
        must: "be left out without a route",
        got: healthCheckGracePeriodSeconds,
        hint: "only balancers check health from outside; a container's 'healthCheck' has 'startPeriodSeconds'",
      });
    }
    if (zoneRebalancing === true) {
      validateRebalancing(this, { ...props, maximumPercent });
      if (routes.some(({ route }) => "elb" in route)) {
        throw new ValidationError(this, {
          prop: "zoneRebalancing",
          must: "be left out behind a classic balancer",
          got: true,
          hint: "take an application balancer",
        });
      }
    }
  }
}

/** All routes: the one without a name first. */
function namedRoutes({ route, routes = {} }: EcsServiceProps): NamedRoute[] {
  return [
    ...(route === undefined ? [] : [{ route }]),
    ...Object.entries(routes).map(([key, one]) => ({ key, route: one })),
  ];
}
