import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, rules } from "../core";
import { checkClusterName } from "./cluster-name";
import type { CapacityProvider, IEcsCluster } from "./iecs-cluster";

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
  readonly capacityProviders: readonly CapacityProvider[];

  constructor(scope: Construct, id: string, props: ExistingClusterProps) {
    super(scope, id);
    const { name, groups = ["default"] } = props;
    check(this, (c) => {
      checkClusterName(c, this, name);
      c.known({ groups });
      c.value("groups", groups, rules.atLeast(1, "instance group", "tasks need instances"));
    });
    this.clusterName = name;
    this.identifier = name;
    this.capacityProviders = groups.map((group) => ({ capacityProviderName: `${name}-${group}` }));
  }

  forEachCapacityProvider(use: (provider: CapacityProvider) => void): void {
    this.capacityProviders.forEach(use);
  }

  /** Nothing to wait for: what is named here is there. */
  associateCapacityProviders(): readonly ITerraformDependable[] {
    return [];
  }

  /** What all in the cluster may call is opened in the stack that made the cluster, which does not know this one. */
  addSecurityGroup(): void {
    // Nothing to open here.
  }
}
