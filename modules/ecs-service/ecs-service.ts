import { EcsService as AwsEcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Alb, type AlbRoute, type HealthCheckProps, TargetGroup } from "../alb";
import type { EcsCluster } from "../ecs-cluster";
import { allTraffic, type Port, SecurityGroup, tcp, tcpRange } from "../security-group";
import { rules, validateProps, ValidationError } from "../validation";
import type { IVpc } from "../vpc";
import type { ContainerProps } from "./container";
import { ServiceScaling, type ServiceScalingProps } from "./service-scaling";
import { type NetworkMode, TaskDefinition } from "./task-definition";

/** How requests reach a service: through which balancer, on which route, to which container. */
export interface ServiceRoute extends Omit<AlbRoute, "targetGroup"> {
  readonly alb: Alb;
  /** @default the first container */
  readonly containerName?: string;
  /** @default the container's first port */
  readonly containerPort?: number;
  /** @default path "/", code 200, every 30 s */
  readonly healthCheck?: HealthCheckProps;
  /** Seconds that a task which is being replaced may finish what it is serving, 0 to 3600. @default 30 */
  readonly deregistrationDelaySeconds?: number;
}

export interface EcsServiceProps {
  /** The cluster; its instance groups must have joined before. */
  readonly cluster: EcsCluster;
  readonly vpc: IVpc;
  /** 1 to 255 letters, digits, hyphens and underscores; unique in the cluster. */
  readonly name: string;
  /** Family of the task definitions. @default the name */
  readonly family?: string;
  /** The containers of each task; the first is the main one. */
  readonly containers: readonly ContainerProps[];
  /** @default "bridge" */
  readonly networkMode?: NetworkMode;
  /** Tasks to begin with, 0 to 5000; with `scaling`, what follows is up to it. @default 2 */
  readonly desiredCount?: number;
  /** Percent of the desired tasks that stay up during a deployment, 0 to 100. @default 50 */
  readonly minimumHealthyPercent?: number;
  /** Percent of the desired tasks that there may be during a deployment, 100 to 200. @default 200 */
  readonly maximumPercent?: number;
  /** @default none: nothing reaches the service from outside */
  readonly route?: ServiceRoute;
  /** @default none: the number of tasks is fixed */
  readonly scaling?: ServiceScalingProps;
  /** Name of the log group. @default /ecs/<cluster>/<name> */
  readonly logGroupName?: string;
  /** Days that logs are kept. @default 30 */
  readonly logRetentionDays?: number;
}

/**
 * A service: a number of equal tasks that ECS keeps running and replaces without a gap.
 *
 * Makes `aws_ecs_service` with deployment circuit breaker and rollback, a task definition with its log group and
 * roles, a target group and listener rule for the route, scaling policies, and in network mode `awsvpc` a security
 * group. Opens the balancer's way to the tasks.
 */
export class EcsService extends Construct {
  readonly serviceName: string;
  readonly taskDefinition: TaskDefinition;

  constructor(scope: Construct, id: string, props: EcsServiceProps) {
    super(scope, id);
    const { cluster, vpc, name, desiredCount = 2, minimumHealthyPercent = 50, maximumPercent = 200 } = props;
    validateProps(this, props, {
      name: rules.text(
        /^[\w-]{1,255}$/,
        "1 to 255 letters, digits, hyphens and underscores",
        "choose another name",
      ),
      desiredCount: rules.integer(0, 5000, "AWS allows 5000 tasks in a service"),
      minimumHealthyPercent: rules.integer(0, 100, "the default is 50"),
      maximumPercent: rules.integer(100, 200, "the default is 200"),
    });
    if (cluster.instanceGroups.length === 0) {
      throw new ValidationError(this, {
        prop: "cluster",
        must: "have instances to place tasks on",
        got: cluster.clusterName,
        remedy: "create its EcsInstances before the service",
      });
    }

    this.taskDefinition = new TaskDefinition(this, "task", {
      family: props.family ?? name,
      namePrefix: `${cluster.clusterName}-${name}`,
      containers: props.containers,
      networkMode: props.networkMode,
      logGroupName: props.logGroupName ?? `/ecs/${cluster.clusterName}/${name}`,
      logRetentionDays: props.logRetentionDays,
    });
    const ownGroup =
      this.taskDefinition.networkMode === "awsvpc" ? this.addSecurityGroup(cluster, vpc, name) : undefined;
    const target = props.route && this.addRoute(props.route, props, ownGroup);

    const service = new AwsEcsService(this, "service", {
      name,
      cluster: cluster.arn,
      taskDefinition: this.taskDefinition.arn,
      desiredCount,
      deploymentMinimumHealthyPercent: minimumHealthyPercent,
      deploymentMaximumPercent: maximumPercent,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      capacityProviderStrategy: cluster.instanceGroups.map(({ capacityProviderName }) => ({
        capacityProvider: capacityProviderName,
        weight: 1,
      })),
      // Without it a changed capacity provider strategy would replace the service instead of updating it.
      forceNewDeployment: true,
      waitForSteadyState: true,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      loadBalancer: target && [target.registration],
      networkConfiguration: ownGroup && {
        subnets: [...vpc.privateSubnetIds],
        securityGroups: [ownGroup.securityGroupId],
      },
      lifecycle: props.scaling && { ignoreChanges: ["desired_count"] },
      dependsOn: [
        // The strategy names providers that must be the cluster's by then.
        ...cluster.capacityProvidersAssociated,
        // Tasks that lose their permissions first cannot stop in order, and the service hangs in DRAINING.
        ...this.taskDefinition.permissions,
        // ECS refuses a target group that no listener uses.
        ...(target?.reachable ?? []),
      ],
    });
    this.serviceName = service.name;
    if (props.scaling !== undefined) {
      const scalingTarget = { clusterName: cluster.clusterName, serviceName: service.name };
      new ServiceScaling(this, "scaling", scalingTarget, props.scaling);
    }
  }

  private addSecurityGroup(cluster: EcsCluster, vpc: IVpc, name: string): SecurityGroup {
    const group = new SecurityGroup(this, "security-group", {
      vpc,
      namePrefix: `${cluster.clusterName}-${name}`,
      description: `Tasks of service ${name}`,
    });
    group.allowToCidr("0.0.0.0/0", allTraffic, "What the service calls");
    return group;
  }

  private addRoute(
    route: ServiceRoute,
    { cluster, vpc, name, containers }: EcsServiceProps,
    ownGroup: SecurityGroup | undefined,
  ): { registration: ServiceTarget; reachable: ITerraformDependable[] } {
    const { containerName, containerPort, hostPort } = this.routedPort(route, containers);
    const targetGroup = new TargetGroup(this, "target-group", {
      vpc,
      namePrefix: `${cluster.clusterName}-${name}`,
      port: containerPort,
      targetType: ownGroup === undefined ? "instance" : "ip",
      healthCheck: route.healthCheck,
      deregistrationDelaySeconds: route.deregistrationDelaySeconds,
    });
    const rule = route.alb.addRoute(name, { ...route, targetGroup });

    if (ownGroup !== undefined) {
      route.alb.securityGroup.allowTo(ownGroup, tcp(containerPort), "Load balancer to tasks");
    } else {
      const port = hostPort === 0 ? DYNAMIC_PORTS : tcp(hostPort);
      for (const { securityGroup } of cluster.instanceGroups) {
        route.alb.securityGroup.allowTo(securityGroup, port, "Load balancer to tasks");
      }
    }
    return {
      registration: { targetGroupArn: targetGroup.arn, containerName, containerPort },
      reachable: [rule],
    };
  }

  private routedPort(route: ServiceRoute, containers: readonly ContainerProps[]) {
    const container = containers.find(({ name }) => name === (route.containerName ?? containers[0]?.name));
    const mappings = container?.portMappings ?? [];
    const mapping = mappings.find(
      ({ containerPort }) => containerPort === (route.containerPort ?? mappings[0]?.containerPort),
    );
    if (container === undefined || mapping === undefined) {
      throw new ValidationError(this, {
        prop: "route",
        must: "lead to a port that one of the containers maps",
        got: { containerName: route.containerName, containerPort: route.containerPort },
        remedy: "add it to the container's 'portMappings'",
      });
    }
    const hostPort =
      this.taskDefinition.networkMode === "bridge" ? (mapping.hostPort ?? 0) : mapping.containerPort;
    return { containerName: container.name, containerPort: mapping.containerPort, hostPort };
  }
}

interface ServiceTarget {
  readonly targetGroupArn: string;
  readonly containerName: string;
  readonly containerPort: number;
}

/** From which Docker picks a free port on ECS-optimised images. */
const DYNAMIC_PORTS: Port = tcpRange(32_768, 61_000);
