import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { GroupCapacity } from "../capacity";
import type { PolicyStatement } from "../iam";
import type { ISecurityGroup, Port } from "../security-group";

/** Instances that tasks can be placed on. */
export interface Instances {
  /** Unknown where somebody else made them and does not tell: then no connection can be opened. */
  readonly securityGroup?: ISecurityGroup;
  /** What they offer to tasks. Unknown where somebody else made them: then nothing is said of what fits on them. */
  readonly capacity?: GroupCapacity;
}

/** Instances that ECS adds and takes away. */
export interface CapacityProvider extends Instances {
  readonly capacityProviderName: string;
}

/** A cluster that services are placed on: made here (`EcsCluster`) or there already (`ExistingCluster`). */
export interface IEcsCluster extends IConstruct {
  /** The name as text, known at synth. */
  readonly clusterName: string;
  /** What a service names it by: its ARN, or its name. */
  readonly identifier: string;
  readonly arn: string;
  /** With `EC2` tasks are placed on any instance, and there are no capacity providers. */
  readonly launchType?: "EC2" | undefined;
  /** What a task needs for shells in its containers to be recorded and encrypted, beside opening them. */
  readonly execPermissions: readonly PolicyStatement[];
  /** Those that have joined so far. */
  readonly capacityProviders: readonly CapacityProvider[];
  /** All that tasks can be placed on so far. */
  readonly instances: readonly Instances[];
  /** Calls `use` with all that tasks can be placed on, also with what joins later. */
  forEachInstances(use: (instances: Instances) => void): void;
  /** Calls `use` with each capacity provider, also with those that join later. */
  forEachCapacityProvider(use: (provider: CapacityProvider) => void): void;
  /**
   * Returns what a service waits for before it asks for a capacity provider of this cluster.
   *
   * @param by who asks: within the cluster's stack, the association is made then
   */
  associateCapacityProviders(by: IConstruct): readonly ITerraformDependable[];
  /**
   * Called by what runs in the cluster behind a security group of its own: instances, and tasks in network mode
   * `awsvpc`.
   */
  addSecurityGroup(securityGroup: ISecurityGroup): void;
  /** Lets all that runs in the cluster, also what joins later, open connections to `peer` on `port`. */
  allowTo(peer: ISecurityGroup, port: Port, description: string): void;
}
