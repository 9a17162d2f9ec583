export {
  type CapacityProviderStrategyItem,
  checkCapacityProviderStrategy,
  renderCapacityProviderStrategy,
  type RenderedStrategyItem,
  requireInstances,
  requireSingleGroup,
} from "./capacity-provider-strategy";
export { EcsCluster, type EcsClusterProps, type InstanceGroup } from "./ecs-cluster";
export { ExistingCluster, type ExistingClusterProps } from "./existing-cluster";
export type { CapacityProvider, IEcsCluster } from "./iecs-cluster";
export { addTaskSecurityGroup } from "./task-security-group";
