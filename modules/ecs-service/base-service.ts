import type { EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import { findOthers, rules, validateProp, validateProps, ValidationError } from "../core";
import type { Capacity, IEcsCluster } from "../ecs-cluster";
import { findPort, type ServicePort, TaskDefinition, type TaskDefinitionProps } from "../ecs-task";
import type { IVpc } from "../vpc";
import { type PlacementConstraint, renderConstraints } from "./placement";
import { addTaskSecurityGroup, ServiceNetwork } from "./service-network";
import { addRegistration, type Registration, type ServiceDiscovery } from "./service-registration";

/** What services of every kind are made of. */
export interface BaseServiceProps extends Omit<
  TaskDefinitionProps,
  "family" | "namePrefix" | "logGroupName"
> {
  /** The cluster; its instance groups must have joined before. */
  readonly cluster: IEcsCluster;
  /** Needed with a route, and in network mode `awsvpc`. @default none */
  readonly vpc?: IVpc;
  /** 1 to 190 letters, digits, hyphens and underscores, together with the name of the cluster; unique in it. */
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
  /** In the cluster. */
  readonly name: string;
  readonly taskDefinition: TaskDefinition;
  /** Whether people who may can open a shell in the containers. */
  readonly execEnabled: boolean;
  /** Where the tasks have network interfaces. @default none but in network mode `awsvpc` */
  readonly subnetIds?: readonly string[];
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
    validateProp(this, "name", name, {
      must: `have at most ${MAX_LENGTH} characters together with the cluster's ('${cluster.clusterName}')`,
      isMet: () => `${cluster.clusterName}${name}`.length <= MAX_LENGTH,
      hint: "choose a shorter name",
    });
    this.refuseTwin();
    if (cluster.instanceGroups.length === 0) {
      throw new ValidationError(this, {
        prop: "cluster",
        must: "have instances to place tasks on",
        got: cluster.clusterName,
        hint: "create its EcsInstances before the service",
      });
    }

    this.taskDefinition = new TaskDefinition(this, "task", {
      ...props,
      family: props.family ?? name,
      namePrefix: `${cluster.clusterName}-${name}`,
      logGroupName: props.logGroupName ?? `/ecs/${cluster.clusterName}/${name}`,
    });
    const { networkMode } = this.taskDefinition;
    const ownGroup =
      networkMode === "awsvpc"
        ? addTaskSecurityGroup(this, cluster, {
            vpc: this.requiredVpc("in network mode awsvpc"),
            namePrefix: `${cluster.clusterName}-${name}`,
            description: `Tasks of service ${name}`,
          })
        : undefined;
    this.network = new ServiceNetwork(this, networkMode, ownGroup, groups);
    this.name = name;
    this.execEnabled = props.execEnabled ?? false;
    this.subnetIds = ownGroup && this.requiredVpc("in network mode awsvpc").privateSubnetIds;
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
        subnets: [...(this.subnetIds ?? [])],
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

  private refuseTwin(): void {
    const { cluster, name } = this.props;
    const twin = findOthers<BaseService>(this, (other) => other instanceof BaseService).find(
      ({ props }) => props.name === name && props.cluster.clusterName === cluster.clusterName,
    );
    if (twin !== undefined) {
      throw new ValidationError(this, {
        prop: "name",
        must: "be unique in the cluster",
        got: name,
        hint: `'${twin.node.path}' has it`,
      });
    }
  }

  /** @param when it is needed, in words */
  protected requiredVpc(when: string): IVpc {
    const { vpc } = this.props;
    if (vpc === undefined) {
      throw new ValidationError(this, {
        prop: "vpc",
        must: `be given ${when}`,
        got: vpc,
        hint: "name the network that the cluster's instances are in",
      });
    }
    return vpc;
  }
}

/**
 * The longest name that is made of both is `<cluster>-<service>-schedule of 64 characters`: of a scheduled action, which
 * can have 256. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
const MAX_LENGTH = 190;
