export { BaseService } from "./base-service";
export type { BaseServiceProps } from "./base-service-props";
export { DaemonService, type DaemonServiceProps } from "./daemon-service";
export type {
  BlueGreenDeployment,
  CanaryDeployment,
  DeploymentStrategy,
  LifecycleHook,
  LifecycleStage,
  LinearDeployment,
  TestListener,
} from "./deployment-strategy";
export { EcsService } from "./ecs-service";
export type { EcsServiceProps } from "./ecs-service-props";
export type {
  AlbTarget,
  ClassicBalancer,
  ElbTarget,
  LoadBalancerMetrics,
  LoadBalancerTarget,
} from "./load-balancer-target";
export type { PlacementConstraint, PlacementStrategy } from "./placement";
export type { TaskSchedule } from "./scheduled-scaling";
export type { ServiceDiscovery } from "./service-registry";
export type { ServiceScalingProps } from "./service-scaling";
export type { ServiceSteps } from "./step-scaling";
export type { CustomMetric, TrackedTargets } from "./target-tracking";
