import type { DeploymentStrategy, LoadBalancerTarget } from "../../modules/ecs-service";
import { DEFAULT, type ServiceSettings, type TargetSettings } from "../../settings";
import type { Find } from "./named";
import type { Platform } from "./platform";

/** Which requests of which balancer a service gets. */
export function targetOf(
  { balancers }: Platform,
  prop: string,
  settings: TargetSettings,
  find: Find,
): LoadBalancerTarget {
  if ("elb" in settings) {
    return { ...settings, elb: find(balancers.classic, `${prop}.elb`, settings.elb) };
  }
  const { alb = DEFAULT } = settings;
  return { ...settings, alb: find(balancers.listeners, `${prop}.alb`, alb) };
}

export function targetsOf(
  platform: Platform,
  targets: Readonly<Record<string, TargetSettings>>,
  find: Find,
): Record<string, LoadBalancerTarget> {
  return Object.fromEntries(
    Object.entries(targets).map(([key, target]) => [
      key,
      targetOf(platform, `loadBalancers.${key}`, target, find),
    ]),
  );
}

/** How a new version takes over, with the listener on which it is tested. */
export function strategyOf(
  { balancers }: Platform,
  settings: ServiceSettings["deployment"],
  find: Find,
): DeploymentStrategy | undefined {
  if (settings === undefined || settings.strategy === "rolling") {
    return settings;
  }
  const { testListener: test } = settings;
  const prop = "deployment.testListener.listener";
  return {
    ...settings,
    testListener: test && { ...test, listener: find(balancers.listeners, prop, test.listener) },
  };
}
