export { EcsCluster, type EcsClusterProps, type InstanceGroup } from "./ecs-cluster";
export { ExistingCluster, type ExistingClusterProps } from "./existing-cluster";
export type { Capacity, IEcsCluster } from "./iecs-cluster";
