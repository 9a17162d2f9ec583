export { Database } from "./database";
export { ExistingDatabase, type ExistingDatabaseProps } from "./existing-database";
export { databaseVariables, type DatabaseVariables, type IDatabase, type VariableNames } from "./variables";
export type { DatabaseProps } from "./database-props";
export type { DatabaseEngine } from "./engines";
