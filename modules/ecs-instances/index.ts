export type { BootStep } from "./boot-step";
export { EcsInstances, type EcsInstancesProps } from "./ecs-instances";
export { type ParameterSource, type SecretsManagerSource, type SecretSource } from "./secret-source";
export { shellQuote } from "./shell";
export type { BootValue, InstanceFact, SystemContainer, SystemPort, SystemVolume } from "./system-container";
