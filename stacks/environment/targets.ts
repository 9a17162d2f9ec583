import type { LoadBalancerTarget } from "../../modules/ecs-service";
import { DEFAULT, type TargetSettings } from "../../settings";
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
