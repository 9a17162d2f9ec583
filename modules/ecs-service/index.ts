export { BaseService, type BaseServiceProps } from "./base-service";
export { type CapacityShare, renderCapacity } from "./capacity";
export { DaemonService, type DaemonServiceProps } from "./daemon-service";
export { EcsService, type EcsServiceProps } from "./ecs-service";
export type { PlacementConstraint, PlacementStrategy } from "./placement";
export { addTaskSecurityGroup } from "./service-network";
export type { ServiceDiscovery } from "./service-registration";
export type {
  AlbServiceRoute,
  BalancerMetrics,
  ClassicBalancer,
  ElbServiceRoute,
  ServiceRoute,
} from "./service-route";
export type { ServiceScalingProps } from "./service-scaling";
export type { TaskSchedule } from "./service-schedule";
export type { ServiceSteps } from "./service-steps";
