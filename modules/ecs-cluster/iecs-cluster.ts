import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import { rules } from "../core";
import type { SecurityGroup } from "../security-group";

/** Instances that tasks can be placed on. */
export interface Capacity {
  readonly capacityProviderName: string;
  /** Of the instances; unknown where somebody else made them, and then no connection can be opened. */
  readonly securityGroup?: SecurityGroup;
}

/** A cluster that services are placed on: made here (`EcsCluster`) or there already (`ExistingCluster`). */
export interface IEcsCluster extends IConstruct {
  /** The name as text, known at synth. */
  readonly clusterName: string;
  /** What a service names it by: its ARN, or its name. */
  readonly identifier: string;
  readonly instanceGroups: readonly Capacity[];
  /** What a service waits for before it asks for a capacity provider of this cluster. */
  readonly capacityProvidersAssociated: readonly ITerraformDependable[];
  /**
   * Called by what runs in the cluster behind a security group of its own: instances, and tasks in network mode
   * `awsvpc`.
   */
  addMember(securityGroup: SecurityGroup): void;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
export const CLUSTER_NAME = rules.text(
  /^[\w-]{1,255}$/,
  "1 to 255 letters, digits, hyphens and underscores",
  "choose another name",
);
