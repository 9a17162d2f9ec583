export type { ContainerProps, ContainerHealthCheck, PortMapping } from "./container-definition";
export { EcsService, type EcsServiceProps, type ServiceRoute } from "./ecs-service";
export { ImageVersion, type ImageVersionProps } from "./image-version";
export type { ServiceScalingProps } from "./service-scaling";
export { TaskDefinition, type TaskDefinitionProps, type NetworkMode } from "./task-definition";
