import type { EcsServiceLoadBalancer } from "@cdktf/provider-aws/lib/ecs-service";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { type IListener, type RuleSettings, TargetGroup, type TargetGroupSettings } from "../alb";
import { type ContainerPort, type ContainerProps, findPort, type ServicePort } from "../ecs-task";
import type { ISecurityGroup } from "../security-group";
import type { IVpc } from "../vpc";
import type { TestListener } from "./deployment-strategy";
import type { InfrastructureRole } from "./infrastructure-role";
import type { ServiceNetwork } from "./service-network";

/** Which port of a service a load balancer sends requests to, and which requests. */
export type LoadBalancerTarget = AlbTarget | ElbTarget;

/** A target group and a listener rule of an application balancer, which knows every task and its port. */
export interface AlbTarget extends RuleSettings, TargetGroupSettings, ServicePort {
  /** The balancer, or one of its further listeners. */
  readonly alb: IListener;
}

/**
 * A classic balancer, which knows instances only: one fixed host port, so one task per instance, and no other
 * balancer.
 */
export interface ElbTarget extends ServicePort {
  readonly elb: ClassicBalancer;
}

/** What a service needs to know of a classic balancer; `Elb` is one. */
export interface ClassicBalancer {
  readonly name: string;
  /** Opens the way to the instances. */
  readonly securityGroup: ISecurityGroup;
  /** Port that it calls on every instance. */
  readonly instancePort: number;
}

/** A target by a stable name of its own; the only one may have none. */
export interface NamedTarget {
  readonly key?: string;
  readonly target: LoadBalancerTarget;
}

/** The service that is a target. */
export interface TargetService {
  readonly name: string;
  readonly clusterName: string;
  readonly vpc: IVpc;
  readonly containers: readonly ContainerProps[];
  readonly network: ServiceNetwork;
  /** How many tasks there are at most. */
  readonly maxTasks: number;
  /** How requests go over to a new version. @default tasks are replaced in one target group */
  readonly shift?: {
    readonly role: InfrastructureRole;
    readonly testListener?: TestListener;
  };
}

/** Where CloudWatch keeps what a load balancer measures about a service. */
export interface LoadBalancerMetrics {
  /** Name of the target. @default none: the service's only one */
  readonly targetKey?: string;
  readonly namespace: "AWS/ApplicationELB" | "AWS/ELB";
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A `load_balancer` block of a service, what must exist before ECS accepts it, and what is measured there. */
export interface AddedTarget {
  readonly block: EcsServiceLoadBalancer;
  readonly reachable: readonly ITerraformDependable[];
  readonly metrics: LoadBalancerMetrics;
  /** What Application Auto Scaling calls balancer and target group. @default none of a classic balancer */
  readonly resourceLabel?: string;
}

/** Connects a service with its load balancers, and opens their way to the tasks. */
export function addLoadBalancerTargets(
  scope: Construct,
  targets: readonly NamedTarget[],
  service: TargetService,
): AddedTarget[] {
  return targets.flatMap(({ key, target }) => {
    const port = findPort(target, service.containers);
    return port === undefined ? [] : [addTarget(scope, key, target, port, service)];
  });
}

function addTarget(
  scope: Construct,
  key: string | undefined,
  target: LoadBalancerTarget,
  port: ContainerPort,
  service: TargetService,
): AddedTarget {
  const { securityGroup } = "elb" in target ? target.elb : target.alb;
  const { block, reachable, metrics, resourceLabel } =
    "elb" in target ? classicTarget(target.elb) : albTarget(scope, key, target, port, service);
  service.network.allowFrom(securityGroup, port.mapping, "Load balancer to tasks", scope);
  const { containerName, mapping } = port;
  return {
    block: { ...block, containerName, containerPort: mapping.containerPort },
    reachable,
    metrics: { ...metrics, targetKey: key },
    resourceLabel,
  };
}

function albTarget(
  scope: Construct,
  key: string | undefined,
  target: AlbTarget,
  { mapping }: ContainerPort,
  { name, clusterName, vpc, network, maxTasks, shift }: TargetService,
) {
  const suffix = key === undefined ? "" : `-${key}`;
  const addTargetGroup = (alternate: "" | "-alternate") =>
    new TargetGroup(scope, `target-group${suffix}${alternate}`, {
      ...target,
      vpc,
      namePrefix: `${clusterName}-${name}${suffix}${alternate}`,
      port: mapping.containerPort,
      targetType: network.mode === "awsvpc" ? "ip" : "instance",
      maxTargets: maxTasks,
    });
  const targetGroup = addTargetGroup("");
  const alternateTargetGroup = shift && addTargetGroup("-alternate");
  // ECS refuses a target group that no listener uses.
  const groups = { targetGroup, alternateTargetGroup };
  const rule = target.alb.addRule(`${name}${suffix}`, { ...target, ...groups });
  const test = shift?.testListener;
  const testRule = test?.listener.addRule(`${name}${suffix}-test`, {
    ...target,
    ...groups,
    priority: test.priority,
  });
  const dimensions = { LoadBalancer: target.alb.arnSuffix, TargetGroup: targetGroup.arnSuffix };
  return {
    block: {
      targetGroupArn: targetGroup.arn,
      advancedConfiguration: alternateTargetGroup && {
        alternateTargetGroupArn: alternateTargetGroup.arn,
        productionListenerRule: rule.arn,
        testListenerRule: testRule?.arn,
        roleArn: shift.role.arn,
      },
    },
    reachable: [rule, ...(testRule === undefined ? [] : [testRule]), ...(shift?.role.permissions ?? [])],
    metrics: { namespace: "AWS/ApplicationELB" as const, dimensions },
    resourceLabel: `${target.alb.arnSuffix}/${targetGroup.arnSuffix}`,
  };
}

function classicTarget({ name }: ClassicBalancer) {
  return {
    block: { elbName: name },
    reachable: [],
    metrics: { namespace: "AWS/ELB" as const, dimensions: { LoadBalancerName: name } },
    resourceLabel: undefined,
  };
}
