export type {
  ContainerHealthCheck,
  ContainerProps,
  MountPoint,
  PortMapping,
  StartCondition,
  Ulimit,
  UlimitName,
} from "./container";
export { ImageVersion, type ImageVersionProps } from "./image-version";
export type { AwslogsLogging, DriverLogging, Firelens, Logging } from "./logging";
export type { NetworkMode } from "./network-mode";
export { findPort, hostPortOf, type ServicePort } from "./port";
export { Secret, type SecretOptions, type SecretsManagerOptions } from "./secret";
export { TaskDefinition, type TaskDefinitionProps } from "./task-definition";
export type { DockerVolume, EfsVolume, Volume, Volumes } from "./volume";
