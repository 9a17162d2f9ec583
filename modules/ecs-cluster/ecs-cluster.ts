import { EcsCluster as AwsEcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { type ITerraformDependable, Lazy } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  check,
  checkAtSynthesis,
  checkQuota,
  countOf,
  dependableFrom,
  inSameStack,
  partitionOf,
} from "../core";
import type { PolicyStatement } from "../iam";
import { DYNAMIC_PORTS, type ISecurityGroup, type Port, tcpRange } from "../security-group";
import { ClusterConnections } from "./cluster-connections";
import { checkClusterName } from "./cluster-name";
import {
  addExecLogGroup,
  checkExecuteCommand,
  type ExecuteCommand,
  executeCommandPermissions,
  renderExecuteCommand,
} from "./execute-command";
import type { CapacityProvider, IEcsCluster, Instances } from "./iecs-cluster";

export interface EcsClusterProps {
  /**
   * 1 to 255 letters, digits, hyphens and underscores, and at most 97 together with the name of an instance group; the
   * beginning of the names of what belongs to the cluster. Unique in the stack.
   */
  readonly name: string;
  /**
   * Metrics per task and container, charged as custom metrics. Those per service and cluster are free and always there.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
   * @default "disabled"
   */
  readonly containerInsights?: "disabled" | "enabled" | "enhanced";
  /** Records of the shells that people open in containers, and a key for them. @default nothing is recorded */
  readonly executeCommand?: ExecuteCommand;
}

/** Instances that join a cluster; `EcsInstances` is one. */
export interface InstanceGroup extends CapacityProvider {
  readonly autoScalingGroupName: string;
  readonly securityGroup: ISecurityGroup;
}

/** What opens connections from behind a security group, e.g. an `Alb` or `EcsInstances`. */
export interface Connectable {
  readonly securityGroup: ISecurityGroup;
}

/**
 * A cluster, and the association of its capacity providers.
 *
 * Makes `aws_ecs_cluster`, and `aws_ecs_cluster_capacity_providers` once an instance group joins or a service or task
 * asks for capacity. Services may be made before the instances that they run on. On demand: `aws_cloudwatch_log_group`.
 */
export class EcsCluster extends Construct implements IEcsCluster {
  /** The name as text, known at synth. */
  readonly clusterName: string;
  readonly arn: string;
  readonly identifier: string;
  /** Depend on these where the cluster must exist but is named by text only. */
  readonly created: ITerraformDependable;
  readonly execPermissions: readonly PolicyStatement[];
  private readonly groups: InstanceGroup[] = [];
  private readonly connections = new ClusterConnections(this);
  private readonly uses: ((provider: CapacityProvider) => void)[] = [];
  private association?: EcsClusterCapacityProviders;

  constructor(scope: Construct, id: string, props: EcsClusterProps) {
    super(scope, id);
    const { name, containerInsights = "disabled", executeCommand } = props;
    check(this, (c) => {
      checkClusterName(c, this, name);
      if (executeCommand !== undefined) {
        checkExecuteCommand(c.at("executeCommand"), this, name, executeCommand);
      }
    });

    checkAtSynthesis(this, (c) => {
      checkQuota(c, "instances", "capacityProviders", this.groups.length);
      checkQuota(c, "services", "services", countOf({ owner: this, kind: "service" }));
    });

    const logGroup = addExecLogGroup(this, name, executeCommand?.logGroup);
    const cluster = new AwsEcsCluster(this, "cluster", {
      name,
      setting: [{ name: "containerInsights", value: containerInsights }],
      configuration: executeCommand && renderExecuteCommand(executeCommand, logGroup?.name),
    });
    this.clusterName = name;
    this.arn = cluster.arn;
    this.identifier = cluster.arn;
    this.created = cluster;
    this.execPermissions =
      executeCommand === undefined
        ? []
        : executeCommandPermissions({ ...executeCommand, logGroupArn: logGroup?.arn }, partitionOf(this));
  }

  /** Called by an instance group of the same stack: makes its capacity provider usable in this cluster. */
  addInstanceGroup(group: InstanceGroup): void {
    this.associateCapacityProviders(this);
    this.groups.push(group);
    this.addSecurityGroup(group.securityGroup);
    for (const use of this.uses) {
      use(group);
    }
  }

  forEachCapacityProvider(use: (provider: CapacityProvider) => void): void {
    this.groups.forEach(use);
    this.uses.push(use);
  }

  forEachInstances(use: (instances: Instances) => void): void {
    this.forEachCapacityProvider(use);
  }

  associateCapacityProviders(by: IConstruct): readonly ITerraformDependable[] {
    if (this.association === undefined && inSameStack(this, by)) {
      this.association = new EcsClusterCapacityProviders(this, "capacity-providers", {
        clusterName: this.clusterName,
        capacityProviders: Lazy.listValue({
          produce: () => this.groups.map(({ capacityProviderName }) => capacityProviderName),
        }),
        // The name is text, so it carries no order.
        dependsOn: [this.created],
      });
    }
    return dependableFrom(by, [this.association ?? this.created]);
  }

  addSecurityGroup(securityGroup: ISecurityGroup): void {
    this.connections.addSecurityGroup(securityGroup);
  }

  allowTo(peer: ISecurityGroup, port: Port, description: string): void {
    this.connections.allowTo(peer, port, description);
  }

  /**
   * Lets a balancer, or instances, open connections to the instances of the cluster, also to those that join later. Within
   * one stack services ask for it themselves. Services of other stacks share the rule, which must be here before them.
   *
   * @param port @default the TCP ports that ECS picks from, for containers without a `hostPort`
   */
  allowFrom({ securityGroup: peer }: Connectable, port: Port = tcpRange(...DYNAMIC_PORTS)): void {
    this.forEachCapacityProvider(({ securityGroup }) => {
      if (securityGroup !== undefined) {
        peer.allowTo(securityGroup, port, "Load balancer to tasks", this);
      }
    });
  }

  /** The instance groups that have joined so far. */
  get capacityProviders(): readonly InstanceGroup[] {
    return this.groups;
  }

  get instances(): readonly Instances[] {
    return this.groups;
  }
}
