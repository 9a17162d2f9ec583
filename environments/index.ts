import { acc } from "./acc";
import type { Environment } from "./environment";
import { prod } from "./prod";

export { contextArguments } from "./context-arguments";
export { readContext, type Context } from "./context";
export type { Environment, ServiceSettings, TaskSettings } from "./environment";

/** All environments by name. */
export const environments: Readonly<Record<string, Environment>> = { acc, prod };
