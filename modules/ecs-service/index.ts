export type {
  ContainerHealthCheck,
  ContainerProps,
  MountPoint,
  PortMapping,
  StartCondition,
  Ulimit,
  UlimitName,
} from "./container";
export { EcsService, type EcsServiceProps, type ServiceRoute } from "./ecs-service";
export { ImageVersion, type ImageVersionProps } from "./image-version";
export type { AwslogsLogging, DriverLogging, Firelens, Logging } from "./logging";
export { Secret, type SecretOptions, type SecretsManagerOptions } from "./secret";
export type { ServiceScalingProps } from "./service-scaling";
export { TaskDefinition, type TaskDefinitionProps, type NetworkMode } from "./task-definition";
export type { DockerVolume, EfsVolume, Volume, Volumes } from "./volume";
