export { Database } from "./database";
export { ExistingDatabase, type ExistingDatabaseProps } from "./existing-database";
export type { DatabaseVariables, IDatabase, VariableNames } from "./variables";
export type { DatabaseProps } from "./database-props";
export type { DatabaseEngine } from "./engines";
