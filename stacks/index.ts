export { EcsStack, type EcsStackProps } from "./ecs-stack";
export { StateStack, type StateStackProps } from "./state-stack";
export { addS3State, addTerraformSettings } from "./terraform-settings";
