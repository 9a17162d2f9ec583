import { Construct } from "constructs";
import { check, rules } from "../core";
import type { IEcsCluster } from "../ecs-cluster";
import { type ISecurityGroup, tcp } from "../security-group";
import { type DatabaseEngine, ENGINE } from "./engines";
import { databaseVariables, type DatabaseVariables, type IDatabase, type VariableNames } from "./variables";

export interface ExistingDatabaseProps {
  /** Host name, e.g. `main.abcdefghijkl.eu-west-1.rds.amazonaws.com`. */
  readonly address: string;
  /** 1 to 65535: postgres has 5432, mysql and mariadb 3306. */
  readonly port: number;
  /** For `DatabaseUsers`, which must know it. @default not known */
  readonly engine?: DatabaseEngine;
  /** @default "app" */
  readonly databaseName?: string;
  /** Of the secret, a JSON text with `username` and `password`: the whole ARN, with the six characters that AWS appends. */
  readonly secretArn: string;
  /** ARN of the key that encrypts the secret. @default the key of Secrets Manager */
  readonly secretKmsKeyArn?: string;
  readonly securityGroup: ISecurityGroup;
  /**
   * What runs in it is let in, by rules of this program. AWS refuses a rule that is there already.
   * @default none: whoever made the database has let in all that needs it
   */
  readonly cluster?: IEcsCluster;
}

/** A database that another program made. Makes no resource but the rules that let a cluster in. */
export class ExistingDatabase extends Construct implements IDatabase {
  readonly address: string;
  readonly port: number;
  readonly engine: DatabaseEngine | undefined;
  readonly databaseName: string;
  readonly secretArn: string;
  readonly secretKmsKeyArn: string | undefined;
  readonly securityGroup: ISecurityGroup;

  constructor(scope: Construct, id: string, props: ExistingDatabaseProps) {
    super(scope, id);
    const { port, engine, databaseName = "app", securityGroup, cluster } = props;
    check(this, (c) => {
      // They stand in the addresses of rules, and decide what is made.
      c.known({ port, engine });
      c.each<ExistingDatabaseProps>(props, {
        address: ADDRESS,
        port: rules.integer(1, 65_535, "postgres has 5432, mysql and mariadb 3306"),
        engine: ENGINE,
        secretArn: rules.secretArn,
        secretKmsKeyArn: rules.kmsKeyArn,
      });
    });
    this.address = props.address;
    this.port = port;
    this.engine = engine;
    this.databaseName = databaseName;
    this.secretArn = props.secretArn;
    this.secretKmsKeyArn = props.secretKmsKeyArn;
    this.securityGroup = securityGroup;
    cluster?.allowTo(securityGroup, tcp(port), "Cluster to database");
  }

  variables(names: VariableNames = {}): DatabaseVariables {
    return databaseVariables(this, names);
  }
}

const ADDRESS = rules.text(
  /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,253}[a-zA-Z0-9])?$/,
  "a host name",
  "copy the endpoint from the RDS console",
);
