export { EcsStack, type EcsStackProps } from "./ecs-stack";
export { StateStack, type StateStackProps } from "./state-stack";
