export { EcsStack, type EcsStackProps } from "./ecs-stack";
export { runProgram } from "./run-program";
export { StateStack, type StateStackProps } from "./state-stack";
