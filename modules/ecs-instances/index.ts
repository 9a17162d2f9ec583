export { EcsInstances, type EcsInstancesProps } from "./ecs-instances";
