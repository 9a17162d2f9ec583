import type { EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import type { Capacity, IEcsCluster } from "../ecs-cluster";
import { allTraffic, SecurityGroup } from "../security-group";
import { rules, validateProps, ValidationError } from "../validation";
import type { IVpc } from "../vpc";
import { type PlacementConstraint, renderConstraints } from "./placement";
import { ServiceNetwork } from "./service-network";
import { findPort, type ServicePort } from "./service-port";
import { addRegistration, type Registration, type ServiceDiscovery } from "./service-registration";
import { TaskDefinition, type TaskDefinitionProps } from "./task-definition";

/** What services of every kind are made of. */
export interface BaseServiceProps extends Omit<
  TaskDefinitionProps,
  "family" | "namePrefix" | "logGroupName"
> {
  /** The cluster; its instance groups must have joined before. */
  readonly cluster: IEcsCluster;
  /** Needed with a route, and in network mode `awsvpc`. @default none */
  readonly vpc?: IVpc;
  /** 1 to 255 letters, digits, hyphens and underscores; unique in the cluster. */
  readonly name: string;
  /** Family of the task definitions. @default the name */
  readonly family?: string;
  /** Which instances tasks may be on; at most 10. @default all */
  readonly placementConstraints?: readonly PlacementConstraint[];
  /** A name in the VPC's DNS under which others find the tasks. @default none */
  readonly serviceDiscovery?: ServiceDiscovery;
  /** Name of the log group. @default /ecs/<cluster>/<name> */
  readonly logGroupName?: string;
}

/** Tasks that ECS keeps running: their definition, and their place in the network. */
export abstract class BaseService extends Construct {
  readonly taskDefinition: TaskDefinition;
  /** Under which others find the tasks. @default none without `serviceDiscovery` */
  readonly dnsName?: string;
  protected readonly network: ServiceNetwork;
  private readonly props: BaseServiceProps;
  private readonly registration?: Registration;

  /** @param groups the instances that tasks may be placed on */
  protected constructor(
    scope: Construct,
    id: string,
    props: BaseServiceProps,
    groups: readonly Capacity[] = props.cluster.instanceGroups,
  ) {
    super(scope, id);
    this.props = props;
    const { cluster, name, containers, serviceDiscovery } = props;
    validateProps(this, props, {
      name: rules.text(
        /^[\w-]{1,255}$/,
        "1 to 255 letters, digits, hyphens and underscores",
        "choose another name",
      ),
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
      ...props,
      family: props.family ?? name,
      namePrefix: `${cluster.clusterName}-${name}`,
      logGroupName: props.logGroupName ?? `/ecs/${cluster.clusterName}/${name}`,
    });
    const { networkMode } = this.taskDefinition;
    const ownGroup = networkMode === "awsvpc" ? this.addSecurityGroup() : undefined;
    this.network = new ServiceNetwork(this, networkMode, ownGroup, groups);
    if (serviceDiscovery !== undefined) {
      this.registration = addRegistration(this, serviceDiscovery, { name, containers, mode: networkMode });
      this.dnsName = this.registration.dnsName;
    }
  }

  /**
   * Lets the tasks of this service open connections to those of another. In network mode `bridge` it is their
   * instances that are connected, and with a host port that ECS picks on all ports that it picks from.
   *
   * @param port which one @default the first port of the first container
   */
  allowTo(peer: BaseService, port: ServicePort = {}): void {
    const { mapping } = findPort(peer, "port", port, peer.props.containers);
    for (const group of this.network.securityGroups) {
      peer.network.allowFrom(group, mapping, `${this.props.name} to ${peer.props.name}`);
    }
  }

  /** What `aws_ecs_service` is told for services of every kind. */
  protected commonSettings() {
    const { cluster, name, execEnabled, placementConstraints } = this.props;
    const { ownGroup } = this.network;
    return {
      name,
      cluster: cluster.identifier,
      taskDefinition: this.taskDefinition.arn,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      enableExecuteCommand: execEnabled,
      placementConstraints: placementConstraints && renderConstraints(this, placementConstraints),
      networkConfiguration: ownGroup && {
        subnets: [...this.requiredVpc("in network mode awsvpc").privateSubnetIds],
        securityGroups: [ownGroup.securityGroupId],
      },
      serviceRegistries: this.registration?.registry,
      dependsOn: [
        // A strategy names providers that must be the cluster's by then.
        ...cluster.capacityProvidersAssociated,
        // Tasks that lose their permissions first cannot stop in order, and the service hangs in DRAINING.
        ...this.taskDefinition.permissions,
      ],
    } satisfies EcsServiceConfig;
  }

  /** @param when it is needed, in words */
  protected requiredVpc(when: string): IVpc {
    const { vpc } = this.props;
    if (vpc === undefined) {
      throw new ValidationError(this, {
        prop: "vpc",
        must: `be given ${when}`,
        got: vpc,
        remedy: "name the network that the cluster's instances are in",
      });
    }
    return vpc;
  }

  private addSecurityGroup(): SecurityGroup {
    const { cluster, name } = this.props;
    const group = new SecurityGroup(this, "security-group", {
      vpc: this.requiredVpc("in network mode awsvpc"),
      namePrefix: `${cluster.clusterName}-${name}`,
      description: `Tasks of service ${name}`,
    });
    group.allowToCidr("0.0.0.0/0", allTraffic, "What the service calls");
    return group;
  }
}
