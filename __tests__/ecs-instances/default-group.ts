import type { TerraformStack } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import type { EcsInstancesProps } from "../../modules/ecs-instances";
import { instanceGroup, network } from "../support/context";
import { refusal, synthesize } from "../support/synth";

export type Change = Partial<EcsInstancesProps>;

/** A stack with a cluster and one group of instances, with these props beside the usual ones. */
export function group(change: Change) {
  return synthesize((stack) => {
    addGroup(stack, change);
  });
}

/** Why a group with these props is refused. */
export function refused(change: Change): string {
  return refusal((stack) => {
    addGroup(stack, change);
  });
}

function addGroup(stack: TerraformStack, change: Change): void {
  const cluster = new EcsCluster(stack, "cluster", { name: "main" });
  instanceGroup(stack, "default", { cluster, vpc: network(stack), ...change });
}
