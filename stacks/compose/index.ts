export { ComposeEnvironmentStack, type ComposeEnvironmentProps } from "./compose-environment-stack";
export { COMPOSE } from "./settings";
