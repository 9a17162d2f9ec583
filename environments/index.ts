import { acc } from "./acc";
import type { Environment } from "./environment";
import { prod } from "./prod";

export { checkContext } from "./check-context";
export { readArguments } from "./context-arguments";
export { readContext, type Context } from "./context";
export type { Environment, ServiceSettings, TaskSettings } from "./environment";
export { checkEnvironment } from "./environment-rules";

/** All environments by name. */
export const environments: Readonly<Record<string, Environment>> = { acc, prod };
