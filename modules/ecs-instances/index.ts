export type { AgentProps } from "./boot/agent-config";
export type { EcsConfigObject, RegistryCredentials } from "./boot/agent-steps";
export type { BootProps } from "./boot/boot";
export { cAdvisor, type CAdvisorProps } from "./boot/c-advisor";
export type { ParameterSource, SecretsManagerSource, SecretSource } from "./boot/secret-source";
export { shellQuote } from "./boot/shell";
export type {
  BootValue,
  InstanceMetadata,
  SystemContainer,
  SystemPort,
  SystemVolume,
} from "./boot/system-container";
export type { SystemLogsProps } from "./boot/system-logs";
export type { UserDataStep } from "./boot/user-data-step";
export { EcsInstances } from "./ecs-instances";
export type { EcsInstancesProps } from "./ecs-instances-props";
export type { Architecture } from "./instance-families";
export type { InstanceRefreshProps } from "./instance-refresh";
export type { InstanceSchedule } from "./instance-schedule";
export type { InstanceStepScalingProps } from "./instance-step-scaling";
export { ecsOptimizedImage } from "./machine-image";
export type { SpotProps } from "./spot";
