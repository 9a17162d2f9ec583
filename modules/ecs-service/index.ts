export { BaseService, type BaseServiceProps } from "./base-service";
export { type CapacityShare, renderCapacity } from "./capacity";
export type {
  ContainerHealthCheck,
  ContainerProps,
  MountPoint,
  PortMapping,
  StartCondition,
  Ulimit,
  UlimitName,
} from "./container";
export { DaemonService, type DaemonServiceProps } from "./daemon-service";
export { EcsService, type EcsServiceProps } from "./ecs-service";
export { findCycle } from "./find-cycle";
export { ImageVersion, type ImageVersionProps } from "./image-version";
export type { AwslogsLogging, DriverLogging, Firelens, Logging } from "./logging";
export type { PlacementConstraint, PlacementStrategy } from "./placement";
export { Secret, type SecretOptions, type SecretsManagerOptions } from "./secret";
export { addTaskSecurityGroup } from "./service-network";
export type { ServicePort } from "./service-port";
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
export { TaskDefinition, type TaskDefinitionProps, type NetworkMode } from "./task-definition";
export type { DockerVolume, EfsVolume, Volume, Volumes } from "./volume";
