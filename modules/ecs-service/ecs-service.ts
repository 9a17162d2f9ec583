import { EcsService as AwsEcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { escapeTemplate, requireProvider } from "../core";
import { renderCapacityProviderStrategy, requireSingleGroup } from "../ecs-cluster";
import { BaseService } from "./base-service";
import { providerFor, renderStrategy, trafficShiftOf } from "./deployment-strategy";
import { addInfrastructureRole } from "./infrastructure-role";
import { deploymentOf, type EcsServiceProps, taskCountsOf } from "./ecs-service-props";
import { checkEcsService } from "./ecs-service-rules";
import { addLoadBalancerTargets, type LoadBalancerMetrics, type NamedTarget } from "./load-balancer-target";
import { renderStrategies } from "./placement";
import { placeTasks } from "./service-capacity";
import { ServiceScaling } from "./service-scaling";

/**
 * A service: a number of equal tasks that ECS keeps running and replaces without a gap.
 *
 * Makes `aws_ecs_service` with deployment circuit breaker and rollback, a task definition with its log group and
 * roles, a target group and listener rule for each application balancer, scaling policies, in network mode `awsvpc` a
 * security group, and a name in Cloud Map. Lets the balancers connect to the tasks.
 *
 * With a `deployment` that moves requests there are two target groups for each balancer, and `aws_iam_role` for ECS to do so.
 *
 * ECS registers tasks with balancers, classic ones too, by its service-linked role `AWSServiceRoleForECS`, which AWS
 * makes and keeps: no `iam_role` is given.
 */
export class EcsService extends BaseService {
  readonly clusterName: string;
  readonly serviceName: string;
  /** For `dependsOn`: the service is steady once it is there. */
  readonly resource: ITerraformDependable;
  /** What load balancers measure about the service, target by target. */
  readonly loadBalancerMetrics: readonly LoadBalancerMetrics[];

  constructor(scope: Construct, id: string, props: EcsServiceProps) {
    const { cluster, vpc, name, containers, scaling, capacityProviderStrategy: strategy } = props;
    const namedTargets = targetsOf(props);
    super(scope, id, props, {
      check: (c) => {
        checkEcsService(c, props, namedTargets);
      },
      placement: strategy && {
        forEachInstances: (use) => {
          strategy.forEach(({ group }) => {
            use(group);
          });
        },
      },
    });
    if (strategy === undefined) {
      requireSingleGroup(this, cluster);
    }
    placeTasks(this, props);
    const { clusterName } = cluster;
    const { least, most } = taskCountsOf(props);
    if (this.network.mode === "awsvpc") {
      vpc?.useAddresses?.({ subnets: "private", least, most });
    }

    const shift = trafficShiftOf(props.deployment);
    const provider = providerFor(props.deployment);
    if (provider !== undefined) {
      requireProvider(this, provider);
    }
    const targets =
      vpc === undefined
        ? []
        : addLoadBalancerTargets(this, namedTargets, {
            name,
            clusterName,
            vpc,
            containers,
            network: this.network,
            maxTasks: most,
            shift: shift && {
              role: addInfrastructureRole(this, `${clusterName}-${name}`),
              testListener: shift.testListener,
            },
          });
    const { placementStrategies, zoneRebalancing, deploymentAlarms } = props;
    const { desiredCount, minimumHealthyPercent, maximumPercent } = deploymentOf(props);
    const common = this.commonSettings();
    const service = new AwsEcsService(this, "service", {
      ...common,
      launchType: cluster.launchType,
      desiredCount,
      deploymentMinimumHealthyPercent: minimumHealthyPercent,
      deploymentMaximumPercent: maximumPercent,
      deploymentConfiguration: renderStrategy(props.deployment),
      // Without it a changed capacity provider strategy would replace the service instead of updating it. It cannot be set
      // for that change only: the provider looks at the new configuration, and every update then restarts the tasks.
      // https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/ecs/service.go
      forceNewDeployment: true,
      orderedPlacementStrategy: placementStrategies && renderStrategies(placementStrategies),
      availabilityZoneRebalancing:
        zoneRebalancing === undefined ? undefined : zoneRebalancing ? "ENABLED" : "DISABLED",
      healthCheckGracePeriodSeconds: props.healthCheckGracePeriodSeconds,
      alarms: deploymentAlarms && {
        alarmNames: deploymentAlarms.map(escapeTemplate),
        enable: true,
        rollback: true,
      },
      loadBalancer: targets.length > 0 ? targets.map(({ block }) => block) : undefined,
      lifecycle: { ignoreChanges: scaling && ["desired_count"], ...common.lifecycle },
      dependsOn: [...common.dependsOn, ...targets.flatMap(({ reachable }) => reachable)],
    });
    renderCapacityProviderStrategy(cluster, strategy, (items) => {
      service.putCapacityProviderStrategy(items);
    });
    this.clusterName = clusterName;
    this.serviceName = service.name;
    this.resource = service;
    this.loadBalancerMetrics = targets.map(({ metrics }) => metrics);
    if (scaling !== undefined) {
      const [requests] = targets.flatMap(({ resourceLabel = [] }) => resourceLabel);
      const scaled = { clusterName, serviceName: service.name, resourceLabel: requests };
      new ServiceScaling(this, "scaling", scaled, scaling);
    }
  }
}

/** All targets: the one without a name first. */
function targetsOf({ loadBalancer, loadBalancers = {} }: EcsServiceProps): NamedTarget[] {
  return [
    ...(loadBalancer === undefined ? [] : [{ target: loadBalancer }]),
    ...Object.entries(loadBalancers).map(([key, target]) => ({ key, target })),
  ];
}
