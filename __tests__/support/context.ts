import type { TerraformStack } from "cdktf";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsInstances, type EcsInstancesProps } from "../../modules/ecs-instances";
import { ExistingVpc, type ExistingVpcProps, type IVpc } from "../../modules/vpc";

/** A network that makes no resource, so that a test sees those of its subject only. */
export function network(stack: TerraformStack, props: Partial<ExistingVpcProps> = {}): ExistingVpc {
  return new ExistingVpc(stack, "vpc", {
    vpcId: "vpc-0123456789abcdef0",
    cidrBlock: "10.1.0.0/16",
    publicSubnetIds: ["subnet-public-a", "subnet-public-b"],
    privateSubnetIds: ["subnet-private-a", "subnet-private-b"],
    ...props,
  });
}

/** A group of instances named after its construct id. */
export function instanceGroup(
  stack: TerraformStack,
  name: string,
  props: Pick<EcsInstancesProps, "cluster" | "vpc"> & Partial<EcsInstancesProps>,
): EcsInstances {
  return new EcsInstances(stack, name, { name, instanceType: "t3.small", minSize: 2, maxSize: 3, ...props });
}

/** A cluster `main` with one group of instances, `default`. */
export function clusterWithInstances(stack: TerraformStack, vpc: IVpc): EcsCluster {
  const cluster = new EcsCluster(stack, "cluster", { name: "main" });
  instanceGroup(stack, "default", { cluster, vpc });
  return cluster;
}
