import type { EcsServiceLoadBalancer } from "@cdktf/provider-aws/lib/ecs-service";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { type IListener, type ListenerRuleProps, TargetGroup, type TargetGroupProps } from "../alb";
import { ValidationError } from "../core";
import { type ContainerProps, findPort, type PortMapping, type ServicePort } from "../ecs-task";
import type { SecurityGroup } from "../security-group";
import type { IVpc } from "../vpc";
import type { ServiceNetwork } from "./service-network";

/** How requests reach a service: through which balancer, on which route, to which container. */
export type ServiceRoute = AlbServiceRoute | ElbServiceRoute;

/** Through an application balancer, which knows every task and its port. */
export interface AlbServiceRoute
  extends
    Omit<ListenerRuleProps, "targetGroup">,
    Omit<TargetGroupProps, "vpc" | "namePrefix" | "port" | "targetType">,
    ServicePort {
  /** The balancer; its listeners take routes. */
  readonly alb: IListener;
}

/**
 * Through a classic balancer, which knows instances only: one fixed host port, so one task per instance, and no
 * other route.
 */
export interface ElbServiceRoute extends ServicePort {
  readonly elb: ClassicBalancer;
}

/** What a service needs to know of a classic balancer; `Elb` is one. */
export interface ClassicBalancer {
  readonly name: string;
  /** Opens the way to the instances. */
  readonly securityGroup: SecurityGroup;
  /** Port that it calls on every instance. */
  readonly instancePort: number;
}

/** A route by a stable name of its own; the only one may have none. */
export interface NamedRoute {
  readonly key?: string;
  readonly route: ServiceRoute;
}

/** What routes lead to. */
export interface RoutedService {
  readonly name: string;
  readonly clusterName: string;
  readonly vpc: IVpc;
  readonly containers: readonly ContainerProps[];
  readonly network: ServiceNetwork;
}

/** Where CloudWatch keeps what a balancer measures about a service. */
export interface BalancerMetrics {
  /** Name of the route. @default none: the service's only one */
  readonly routeKey?: string;
  readonly namespace: "AWS/ApplicationELB" | "AWS/ELB";
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A `load_balancer` block of a service, what must exist before ECS accepts it, and what is measured there. */
export interface ServiceTarget {
  readonly registration: EcsServiceLoadBalancer;
  readonly reachable: readonly ITerraformDependable[];
  readonly metrics: BalancerMetrics;
}

/** Connects a service with its balancers, and opens their way to the tasks. */
export function addRoutes(
  scope: Construct,
  routes: readonly NamedRoute[],
  service: RoutedService,
): ServiceTarget[] {
  validateTogether(scope, routes);
  return routes.map(({ key, route }) => {
    const prop = key === undefined ? "route" : `routes.${key}`;
    const { containerName, mapping } = findPort(scope, prop, route, service.containers);
    const { securityGroup } = "elb" in route ? route.elb : route.alb;
    const target =
      "elb" in route
        ? classicTarget(scope, prop, route.elb, mapping, service.network)
        : albTarget(scope, key, route, mapping, service);
    service.network.allowFrom(securityGroup, mapping, "Load balancer to tasks");
    return {
      registration: { ...target.registration, containerName, containerPort: mapping.containerPort },
      reachable: target.reachable,
      metrics: { ...target.metrics, routeKey: key },
    };
  });
}

function albTarget(
  scope: Construct,
  key: string | undefined,
  route: AlbServiceRoute,
  { containerPort }: PortMapping,
  { name, clusterName, vpc, network }: RoutedService,
) {
  const suffix = key === undefined ? "" : `-${key}`;
  const targetGroup = new TargetGroup(scope, `target-group${suffix}`, {
    ...route,
    vpc,
    namePrefix: `${clusterName}-${name}${suffix}`,
    port: containerPort,
    targetType: network.mode === "awsvpc" ? "ip" : "instance",
  });
  // ECS refuses a target group that no listener uses.
  const rule = route.alb.addRule(`${name}${suffix}`, { ...route, targetGroup });
  const dimensions = { LoadBalancer: route.alb.arnSuffix, TargetGroup: targetGroup.arnSuffix };
  return {
    registration: { targetGroupArn: targetGroup.arn },
    reachable: [rule],
    metrics: { namespace: "AWS/ApplicationELB" as const, dimensions },
  };
}

function classicTarget(
  scope: Construct,
  prop: string,
  { name, instancePort }: ClassicBalancer,
  mapping: PortMapping,
  network: ServiceNetwork,
) {
  if (network.mode === "awsvpc") {
    throw new ValidationError(scope, {
      prop: "networkMode",
      must: "not be awsvpc behind a classic balancer",
      got: network.mode,
      hint: "leave it out, or take an application balancer",
    });
  }
  const hostPort = network.fixedPort(mapping);
  if (hostPort !== instancePort) {
    throw new ValidationError(scope, {
      prop,
      must: `lead to the fixed host port that the classic balancer calls (${instancePort})`,
      got: hostPort ?? 0,
      hint: `set 'hostPort: ${instancePort}' in the container's 'portMappings'`,
    });
  }
  return {
    registration: { elbName: name },
    reachable: [],
    metrics: { namespace: "AWS/ELB" as const, dimensions: { LoadBalancerName: name } },
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html */
function validateTogether(scope: Construct, routes: readonly NamedRoute[]): void {
  if (routes.length > MAX_ROUTES) {
    throw new ValidationError(scope, {
      prop: "routes",
      must: `be at most ${MAX_ROUTES}`,
      got: routes.length,
      hint: "give one route several paths or hosts",
    });
  }
  if (routes.length > 1 && routes.some(({ route }) => "elb" in route)) {
    throw new ValidationError(scope, {
      prop: "routes",
      must: "be one only with a classic balancer",
      got: routes.length,
      hint: "take application balancers",
    });
  }
  const badKey = routes.find(({ key }) => key !== undefined && !/^[a-z][a-z0-9-]{0,31}$/.test(key));
  if (badKey !== undefined) {
    throw new ValidationError(scope, {
      prop: "routes",
      must: "have names of at most 32 small letters, digits and hyphens",
      got: badKey.key,
      hint: "choose another name",
    });
  }
}

const MAX_ROUTES = 5;
