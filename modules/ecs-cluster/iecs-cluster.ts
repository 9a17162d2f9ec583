import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { SecurityGroup } from "../security-group";

/** Instances that tasks can be placed on. */
export interface CapacityProvider {
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
  /** Those that have joined so far. */
  readonly capacityProviders: readonly CapacityProvider[];
  /** Calls `use` with each capacity provider, also with those that join later. */
  forEachCapacityProvider(use: (provider: CapacityProvider) => void): void;
  /** Returns what a service waits for before it asks for a capacity provider of this cluster. */
  associateCapacityProviders(): readonly ITerraformDependable[];
  /**
   * Called by what runs in the cluster behind a security group of its own: instances, and tasks in network mode
   * `awsvpc`.
   */
  addSecurityGroup(securityGroup: SecurityGroup): void;
}
