import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { rules, validateProps } from "../core";
import { type Capacity, CLUSTER_NAME, type IEcsCluster } from "./iecs-cluster";

export interface ExistingClusterProps {
  /** Name of the cluster. */
  readonly name: string;
  /** Names of its instance groups, whose capacity providers are `<cluster>-<group>`. @default ["default"] */
  readonly groups?: readonly string[];
}

/**
 * A cluster that another stack made, by its name. Makes no resource.
 *
 * Its instances' security groups are not known here: services on it open no connections, so they have no balancer.
 */
export class ExistingCluster extends Construct implements IEcsCluster {
  readonly clusterName: string;
  readonly identifier: string;
  readonly instanceGroups: readonly Capacity[];
  /** Nothing to wait for: what is named here is there. */
  readonly capacityProvidersAssociated: readonly ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: ExistingClusterProps) {
    super(scope, id);
    const { name, groups = ["default"] } = props;
    validateProps(this, props, {
      name: CLUSTER_NAME,
      groups: rules.atLeast(1, "instance group", "tasks need instances"),
    });
    this.clusterName = name;
    this.identifier = name;
    this.instanceGroups = groups.map((group) => ({ capacityProviderName: `${name}-${group}` }));
  }

  /** What all members may call is opened in the stack that made the cluster, which does not know this one. */
  addMember(): void {
    // Nothing to open here.
  }
}
