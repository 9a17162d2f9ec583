export { EcsCluster, type EcsClusterProps, type InstanceGroup } from "./ecs-cluster";
