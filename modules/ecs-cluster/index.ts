export {
  type CapacityProviderStrategyItem,
  checkCapacityProviderStrategy,
  renderCapacityProviderStrategy,
  type RenderedStrategyItem,
  requireInstances,
  requireSingleGroup,
} from "./capacity-provider-strategy";
export { type Connectable, EcsCluster, type EcsClusterProps, type InstanceGroup } from "./ecs-cluster";
export type {
  ExecuteCommand,
  ExecuteCommandBucket,
  ExecuteCommandLogGroup,
  ExecuteCommandTargets,
} from "./execute-command";
export { ExistingCluster, type ExistingClusterProps } from "./existing-cluster";
export type { CapacityProvider, IEcsCluster, Instances } from "./iecs-cluster";
export { addTaskSecurityGroup } from "./task-security-group";
