export { checkContext } from "./check-context";
export { readArguments } from "./context-arguments";
export { readContext, type Context } from "./context";
export type { Environment, EnvironmentSettings, ServiceSettings, TaskSettings } from "./environment";
export { checkEnvironment } from "./environment-rules";
export { type Environments, loadEnvironments } from "./load-environments";
