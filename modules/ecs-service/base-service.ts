import type { EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import { Op, type TerraformResourceLifecycle, TerraformSelf } from "cdktf";
import { Construct } from "constructs";
import { check, type Checks } from "../core";
import { addTaskSecurityGroup, requireInstances } from "../ecs-cluster";
import { checkPort, findPort, type ServicePort, TaskDefinition } from "../ecs-task";
import type { BaseServiceProps } from "./base-service-props";
import { renderConstraints } from "./placement";
import { type Placement, ServiceNetwork } from "./service-network";
import { addServiceRegistry, type ServiceRegistry } from "./service-registry";
import { checkReachable, checkService, namesOf } from "./service-rules";

/** What a kind of service adds to what all have in common. */
export interface ServiceKind {
  readonly check: (c: Checks) => void;
  /** The instances that tasks may be placed on. @default all of the cluster */
  readonly placement?: Placement;
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
  private readonly registry?: ServiceRegistry;

  protected constructor(scope: Construct, id: string, props: BaseServiceProps, kind: ServiceKind) {
    super(scope, id);
    check(this, (c) => {
      checkService(c, this, props);
      kind.check(c);
    });
    requireInstances(this, props.cluster);

    this.props = props;
    const { cluster, vpc, name, containers, networkMode = "bridge", serviceDiscovery } = props;
    const { execPermissions } = cluster;
    this.taskDefinition = new TaskDefinition(this, "task", { ...props, ...namesOf(props), execPermissions });
    const ownGroup =
      networkMode === "awsvpc" && vpc !== undefined
        ? addTaskSecurityGroup(this, cluster, {
            vpc,
            namePrefix: `${cluster.clusterName}-${name}`,
            description: `Tasks of service ${name}`,
          })
        : undefined;
    this.network = new ServiceNetwork(networkMode, ownGroup, kind.placement ?? cluster);
    this.name = name;
    this.execEnabled = props.execEnabled ?? false;
    this.subnetIds = ownGroup && vpc?.privateSubnetIds;
    if (serviceDiscovery !== undefined) {
      this.registry = addServiceRegistry(this, serviceDiscovery, { name, containers, networkMode });
      this.dnsName = this.registry.dnsName;
    }
  }

  /**
   * Lets the tasks of this service open connections to those of another. In network mode `bridge` it is their
   * instances that are connected, and with a host port that ECS picks on all ports that it picks from.
   *
   * @param port which one @default the first port of the first container
   */
  allowTo(peer: BaseService, port: ServicePort = {}): void {
    check(this, (c) => {
      checkPort(c, "port", port, peer.props.containers);
      checkReachable(c, this.props);
      checkReachable(c, peer.props);
    });
    const found = findPort(port, peer.props.containers);
    if (found !== undefined) {
      this.network.forEachSecurityGroup((group) => {
        const description = `${this.props.name} to ${peer.props.name}`;
        peer.network.allowFrom(group, found.mapping, description, this);
      });
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
      deploymentController: { type: "ECS" },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      enableExecuteCommand: execEnabled,
      placementConstraints: placementConstraints && renderConstraints(placementConstraints),
      networkConfiguration: ownGroup && {
        subnets: [...(this.subnetIds ?? [])],
        securityGroups: [ownGroup.securityGroupId],
      },
      serviceRegistries: this.registry?.block,
      lifecycle: this.lifecycle(),
      dependsOn: [
        // A strategy names providers that must be the cluster's by then.
        ...cluster.associateCapacityProviders(this),
        // Tasks that lose their permissions first cannot stop in order, and the service hangs in DRAINING.
        ...this.taskDefinition.permissions,
      ],
    } satisfies EcsServiceConfig;
  }

  private lifecycle(): TerraformResourceLifecycle {
    if (this.props.deployedBy === "external") {
      return { ignoreChanges: ["task_definition", "desired_count"] };
    }
    return {
      // A deployment that ECS rolls back looks to the provider like one that worked.
      // https://github.com/hashicorp/terraform-provider-aws/issues/20858
      postcondition: [
        {
          condition: Op.eq(TerraformSelf.getString("task_definition"), this.taskDefinition.arn),
          errorMessage: `Service ${this.name} runs another version than the deployed one: ECS rolled the deployment back.`,
        },
      ],
    };
  }
}
