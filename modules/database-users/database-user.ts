import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";
import {
  type DatabaseEngine,
  databaseVariables,
  type DatabaseVariables,
  type IDatabase,
  type VariableNames,
} from "../rds";
import type { ISecurityGroup } from "../security-group";

export interface DatabaseUserProps {
  /** The instance. */
  readonly database: IDatabase;
  /** Of the user, and of its database. */
  readonly name: string;
  readonly secretNamePrefix: string;
}

/**
 * A user of a database instance, and the database that is its own: what a service is given in place of the administrator.
 *
 * Makes `aws_secretsmanager_secret`, whose value the task of `DatabaseUsers` writes.
 */
export class DatabaseUser extends Construct implements IDatabase {
  readonly address: string;
  readonly port: number;
  readonly engine: DatabaseEngine | undefined;
  readonly databaseName: string;
  readonly secretArn: string;
  readonly secretKmsKeyArn: string | undefined;
  readonly securityGroup: ISecurityGroup;

  constructor(scope: Construct, id: string, props: DatabaseUserProps) {
    super(scope, id);
    const { database, name, secretNamePrefix } = props;
    this.address = database.address;
    this.port = database.port;
    this.engine = database.engine;
    this.securityGroup = database.securityGroup;
    this.databaseName = name;
    this.secretKmsKeyArn = database.secretKmsKeyArn;
    // With a prefix, since the name of a deleted secret stays taken for 30 days.
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
    this.secretArn = new SecretsmanagerSecret(this, "secret", {
      namePrefix: secretNamePrefix,
      description: `Database ${name} and its user of the same name`,
      kmsKeyId: this.secretKmsKeyArn,
    }).arn;
  }

  variables(names: VariableNames = {}): DatabaseVariables {
    return databaseVariables(this, names);
  }
}
