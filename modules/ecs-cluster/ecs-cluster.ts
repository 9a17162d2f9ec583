import { EcsCluster as AwsEcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { type ITerraformDependable, Lazy } from "cdktf";
import { Construct } from "constructs";
import { check } from "../core";
import type { Port, SecurityGroup } from "../security-group";
import { checkClusterName } from "./cluster-name";
import type { CapacityProvider, IEcsCluster } from "./iecs-cluster";

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
}

/** Instances that join a cluster; `EcsInstances` is one. */
export interface InstanceGroup extends CapacityProvider {
  readonly autoScalingGroupName: string;
  readonly securityGroup: SecurityGroup;
}

/** What everything in the cluster may connect to. */
interface Egress {
  readonly peer: SecurityGroup;
  readonly port: Port;
  readonly description: string;
}

/**
 * A cluster, and the association of its capacity providers.
 *
 * Makes `aws_ecs_cluster`, and `aws_ecs_cluster_capacity_providers` once an instance group joins or a service or task
 * asks for capacity. Services may be made before the instances that they run on.
 */
export class EcsCluster extends Construct implements IEcsCluster {
  /** The name as text, known at synth. */
  readonly clusterName: string;
  readonly arn: string;
  readonly identifier: string;
  /** Depend on these where the cluster must exist but is named by text only. */
  readonly created: ITerraformDependable;
  private readonly groups: InstanceGroup[] = [];
  private readonly securityGroups: SecurityGroup[] = [];
  private readonly egress: Egress[] = [];
  private readonly uses: ((provider: CapacityProvider) => void)[] = [];
  private association?: EcsClusterCapacityProviders;

  constructor(scope: Construct, id: string, props: EcsClusterProps) {
    super(scope, id);
    const { name, containerInsights = "disabled" } = props;
    check(this, (c) => {
      checkClusterName(c, this, name);
    });

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
    this.associateCapacityProviders();
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

  associateCapacityProviders(): readonly ITerraformDependable[] {
    this.association ??= new EcsClusterCapacityProviders(this, "capacity-providers", {
      clusterName: this.clusterName,
      capacityProviders: Lazy.listValue({
        produce: () => this.groups.map(({ capacityProviderName }) => capacityProviderName),
      }),
      // The name is text, so it carries no order.
      dependsOn: [this.created],
    });
    return [this.association];
  }

  addSecurityGroup(securityGroup: SecurityGroup): void {
    this.securityGroups.push(securityGroup);
    for (const { peer, port, description } of this.egress) {
      securityGroup.allowTo(peer, port, description);
    }
  }

  /** Lets all that runs in the cluster, also what joins later, open connections to `peer` on `port`. */
  allowTo(peer: SecurityGroup, port: Port, description: string): void {
    this.egress.push({ peer, port, description });
    for (const securityGroup of this.securityGroups) {
      securityGroup.allowTo(peer, port, description);
    }
  }

  /** The instance groups that have joined so far. */
  get capacityProviders(): readonly InstanceGroup[] {
    return this.groups;
  }
}
