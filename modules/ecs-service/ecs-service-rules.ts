import { type Checks, rules } from "../core";
import { checkCapacityProviderStrategy } from "../ecs-cluster";
import { checkStrategy } from "./check-deployment-strategy";
import { deploymentOf, type EcsServiceProps } from "./ecs-service-props";
import { checkLoadBalancerTargets } from "./load-balancer-rules";
import type { NamedTarget } from "./load-balancer-target";
import { checkPlacementStrategies, checkRebalancing } from "./placement";
import { checkReachable, VPC_HINT } from "./service-rules";
import { checkScaling } from "./service-scaling-rules";

/** Checks what an `EcsService` has beyond what all services have. */
export function checkEcsService(c: Checks, props: EcsServiceProps, targets: readonly NamedTarget[]): void {
  const { capacityProviderStrategy, placementStrategies = [], scaling } = props;
  c.each<EcsServiceProps>(props, {
    desiredCount: rules.integer(0, 5000, "AWS allows 5000 tasks in a service"),
    minimumHealthyPercent: rules.integer(0, 100, "0 lets all tasks stop at once"),
    maximumPercent: rules.integer(100, 200, "200 lets every new task start beside the old one"),
    healthCheckGracePeriodSeconds: rules.integer(
      0,
      2_147_483_647,
      "give the seconds until a task can answer",
    ),
    deploymentAlarms: rules.atLeast(1, "alarm", "leave it out for none"),
  });
  if (capacityProviderStrategy !== undefined) {
    checkCapacityProviderStrategy(c, capacityProviderStrategy, props.cluster);
  }
  checkPlacementStrategies(c, placementStrategies);
  checkZoneRebalancing(c, props);
  checkStrategy(c, props.deployment, targets);
  checkTargets(c, props, targets);
  if (scaling !== undefined) {
    const behindAlb = props.loadBalancer !== undefined && "alb" in props.loadBalancer;
    checkScaling(c.at("scaling"), scaling, behindAlb);
  }
}

function checkZoneRebalancing(c: Checks, props: EcsServiceProps): void {
  c.known({ zoneRebalancing: props.zoneRebalancing });
  if (props.zoneRebalancing === true) {
    checkRebalancing(c, { ...props, maximumPercent: deploymentOf(props).maximumPercent });
  }
}

function checkTargets(c: Checks, props: EcsServiceProps, targets: readonly NamedTarget[]): void {
  const { containers, networkMode = "bridge", vpc, zoneRebalancing, healthCheckGracePeriodSeconds } = props;
  checkLoadBalancerTargets(c, targets, { containers, networkMode });
  c.require(() => healthCheckGracePeriodSeconds === undefined || targets.length > 0, {
    prop: "healthCheckGracePeriodSeconds",
    must: "be left out without a load balancer",
    got: healthCheckGracePeriodSeconds,
    hint: "only load balancers check health from outside; a container's 'healthCheck' has 'startPeriodSeconds'",
  });
  c.require(() => zoneRebalancing !== true || targets.every(({ target }) => !("elb" in target)), {
    prop: "zoneRebalancing",
    must: "be left out behind a classic balancer",
    got: zoneRebalancing,
    hint: "take an application balancer",
  });
  if (targets.length > 0) {
    c.require(() => vpc !== undefined, {
      prop: "vpc",
      must: "be given with a load balancer",
      got: vpc,
      hint: VPC_HINT,
    });
    checkReachable(
      c,
      props,
      props.capacityProviderStrategy?.map(({ group }) => group),
    );
  }
}
