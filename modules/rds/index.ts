export { Database, type DatabaseVariables, type VariableNames } from "./database";
export type { DatabaseProps } from "./database-props";
export type { DatabaseEngine } from "./engines";
