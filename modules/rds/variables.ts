import type { IConstruct } from "constructs";
import { Secret } from "../ecs-task";
import type { ISecurityGroup } from "../security-group";
import type { DatabaseEngine } from "./engines";

/** A database that tasks connect to: made here (`Database`) or there already (`ExistingDatabase`). */
export interface IDatabase extends IConstruct {
  /** Host name, in the VPC's DNS. */
  readonly address: string;
  readonly port: number;
  /** @default not known */
  readonly engine: DatabaseEngine | undefined;
  readonly databaseName: string;
  /** Of the secret, a JSON text with `username` and `password`. */
  readonly secretArn: string;
  /** Of the customer's key that encrypts the secret. @default that of Secrets Manager */
  readonly secretKmsKeyArn: string | undefined;
  readonly securityGroup: ISecurityGroup;
  /**
   * What a container needs to connect, to be spread into its props:
   *
   * ```ts
   * const { environment, secrets } = database.variables();
   * ```
   */
  variables(names?: VariableNames): DatabaseVariables;
}

/** What a container calls the things it needs to connect. */
export interface VariableNames {
  /** @default "DB_HOST" */
  readonly host?: string;
  /** @default "DB_PORT" */
  readonly port?: string;
  /** @default "DB_NAME" */
  readonly name?: string;
  /** @default "DB_USER" */
  readonly user?: string;
  /** @default "DB_PWD" */
  readonly password?: string;
}

/** Two props of a container: its host, port and database are known to all, its user and password to nobody. */
export interface DatabaseVariables {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, Secret>>;
}

export function databaseVariables(
  {
    address,
    port: listensOn,
    databaseName,
    secretArn,
    secretKmsKeyArn: kmsKeyArn,
  }: Omit<IDatabase, "variables">,
  names: VariableNames,
): DatabaseVariables {
  const {
    host = "DB_HOST",
    port = "DB_PORT",
    name = "DB_NAME",
    user = "DB_USER",
    password = "DB_PWD",
  } = names;
  const secret = (jsonKey: string) => Secret.fromSecretsManager(secretArn, { jsonKey, kmsKeyArn });
  return {
    environment: { [host]: address, [port]: String(listensOn), [name]: databaseName },
    secrets: { [user]: secret("username"), [password]: secret("password") },
  };
}
