import { EcsCluster as AwsEcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { type ITerraformDependable, Lazy } from "cdktf";
import { Construct } from "constructs";
import { validateProps } from "../core";
import type { Port, SecurityGroup } from "../security-group";
import { type Capacity, CLUSTER_NAME, type IEcsCluster } from "./iecs-cluster";

export interface EcsClusterProps {
  /**
   * 1 to 255 letters, digits, hyphens and underscores, and at most 97 together with the name of an instance group; the
   * beginning of the names of what belongs to the cluster.
   */
  readonly name: string;
  /**
   * Metrics per task and container, charged as custom metrics. Those per service and cluster are free and always there.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
   * @default "disabled"
   */
  readonly containerInsights?: "disabled" | "enabled" | "enhanced";
}

/** Instances that join a cluster; `EcsInstances` is one. */
export interface InstanceGroup extends Capacity {
  readonly autoScalingGroupName: string;
  readonly securityGroup: SecurityGroup;
}

interface Connection {
  readonly peer: SecurityGroup;
  readonly port: Port;
  readonly description: string;
}

/**
 * A cluster, and the association of its capacity providers.
 *
 * Makes `aws_ecs_cluster`, and `aws_ecs_cluster_capacity_providers` once an instance group joins.
 */
export class EcsCluster extends Construct implements IEcsCluster {
  /** The name as text, known at synth. */
  readonly clusterName: string;
  readonly arn: string;
  readonly identifier: string;
  /** Depend on these where the cluster must exist but is named by text only. */
  readonly created: ITerraformDependable;
  private readonly groups: InstanceGroup[] = [];
  private readonly members: SecurityGroup[] = [];
  private readonly connections: Connection[] = [];
  private association?: EcsClusterCapacityProviders;

  constructor(scope: Construct, id: string, props: EcsClusterProps) {
    super(scope, id);
    const { name, containerInsights = "disabled" } = props;
    validateProps(this, props, { name: CLUSTER_NAME });

    const cluster = new AwsEcsCluster(this, "cluster", {
      name,
      setting: [{ name: "containerInsights", value: containerInsights }],
    });
    this.clusterName = name;
    this.arn = cluster.arn;
    this.identifier = cluster.arn;
    this.created = cluster;
  }

  /** Called by an instance group: makes its capacity provider usable in this cluster. */
  addInstanceGroup(group: InstanceGroup): void {
    this.association ??= new EcsClusterCapacityProviders(this, "capacity-providers", {
      clusterName: this.clusterName,
      capacityProviders: Lazy.listValue({
        produce: () => this.groups.map(({ capacityProviderName }) => capacityProviderName),
      }),
      // The name is text, so it carries no order.
      dependsOn: [this.created],
    });
    this.groups.push(group);
    this.addMember(group.securityGroup);
  }

  addMember(securityGroup: SecurityGroup): void {
    this.members.push(securityGroup);
    for (const { peer, port, description } of this.connections) {
      securityGroup.allowTo(peer, port, description);
    }
  }

  /** Lets all that runs in the cluster, also what joins later, open connections to `peer` on `port`. */
  allowTo(peer: SecurityGroup, port: Port, description: string): void {
    this.connections.push({ peer, port, description });
    for (const member of this.members) {
      member.allowTo(peer, port, description);
    }
  }

  /** The instance groups that have joined so far. */
  get instanceGroups(): readonly InstanceGroup[] {
    return [...this.groups];
  }

  get capacityProvidersAssociated(): readonly ITerraformDependable[] {
    return this.association === undefined ? [] : [this.association];
  }
}
