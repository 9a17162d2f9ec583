import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { Construct } from "constructs";
import { check } from "../core";
import { SecurityGroup, tcp } from "../security-group";
import { type DatabaseProps, type FullDatabaseProps, withDefaults } from "./database-props";
import { checkDatabase } from "./database-rules";
import { type DatabaseEngine, ENGINE, ENGINES } from "./engines";
import { databaseVariables, type DatabaseVariables, type IDatabase, type VariableNames } from "./variables";

/**
 * A database that what runs in a cluster may connect to, and nothing else: encrypted, without a public address. Where stacks
 * share the cluster, these are its instances, and tasks with interfaces of their own that are of the database's stack or of the
 * cluster's.
 *
 * RDS makes up the password and keeps it in Secrets Manager; Terraform never learns it. Tasks read it when they
 * start. After a rotation, tasks that run keep their connections and cannot open new ones: start them anew with
 * `aws ecs update-service --force-new-deployment`, or let the program read `secretArn` itself.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 *
 * Makes `aws_db_instance`, `aws_db_subnet_group`, `aws_secretsmanager_secret_rotation`, a security group,
 * and with `requireTls` `aws_db_parameter_group`.
 */
export class Database extends Construct implements IDatabase {
  readonly address: string;
  readonly port: number;
  readonly engine: DatabaseEngine;
  readonly databaseName: string;
  readonly secretArn: string;
  readonly secretKmsKeyArn: string | undefined;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    check(this, (c) => {
      const { name, engine, engineVersion, removal, requireTls } = props;
      // Names and resources are made of them.
      c.known({ name, engine, engineVersion, removal, requireTls });
      c.each(props, { engine: ENGINE });
      // The defaults depend on it.
      if (ENGINE.isMet(engine)) {
        checkDatabase(c, withDefaults(props));
      }
    });
    const full = withDefaults(props);
    const { cluster, vpc, name, engine } = full;
    this.port = ENGINES[engine].port;
    this.engine = engine;
    this.databaseName = full.databaseName;
    this.secretKmsKeyArn = full.secretKmsKeyArn;

    vpc.useAddresses?.({ subnets: "private", least: full.multiAz ? 2 : 1 });
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpc,
      namePrefix: `${name}-database`,
      description: `Database ${name}`,
    });
    cluster.allowTo(this.securityGroup, tcp(this.port), `Cluster to database ${name}`);

    const instance = this.addInstance(full);
    this.address = instance.address;
    this.secretArn = instance.masterUserSecret.get(0).secretArn;
    new SecretsmanagerSecretRotation(this, "password-rotation", {
      secretId: this.secretArn,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: full.passwordRotationDays },
    });
  }

  variables(names: VariableNames = {}): DatabaseVariables {
    return databaseVariables(this, names);
  }

  private addInstance(props: FullDatabaseProps): DbInstance {
    const { vpc, name, engine, engineVersion, removal } = props;
    const subnets = new DbSubnetGroup(this, "subnet-group", {
      name,
      description: `Private subnets for database ${name}`,
      subnetIds: [...vpc.privateSubnetIds],
    });
    return new DbInstance(this, "instance", {
      identifier: name,
      engine,
      engineVersion,
      // Terraform would want to go back to the release that stands here, which AWS refuses.
      autoMinorVersionUpgrade: engineVersion.split(".").length < ENGINES[engine].numbersOfRelease,
      instanceClass: props.instanceClass,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: props.kmsKeyArn,
      allocatedStorage: props.allocatedStorageGiB,
      maxAllocatedStorage: props.maxAllocatedStorageGiB,
      multiAz: props.multiAz,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      publiclyAccessible: false,
      dbName: props.databaseName,
      username: props.username,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.secretKmsKeyArn,
      iamDatabaseAuthenticationEnabled: props.iamAuthentication ? true : undefined,
      enabledCloudwatchLogsExports: props.logExports.length > 0 ? [...props.logExports] : undefined,
      parameterGroupName: props.requireTls ? this.addParameterGroup(props).name : undefined,
      deletionProtection: removal === "protect",
      ...(removal === "discard"
        ? { skipFinalSnapshot: true }
        : { skipFinalSnapshot: false, finalSnapshotIdentifier: `${name}-final` }),
      backupRetentionPeriod: props.backupDays,
      backupWindow: props.backupWindow,
      maintenanceWindow: props.maintenanceWindow,
      applyImmediately: props.applyImmediately,
      copyTagsToSnapshot: true,
      // AWS alone would refuse too late: what depends on the database is destroyed before it.
      lifecycle: removal === "protect" ? { preventDestroy: true } : undefined,
    });
  }

  private addParameterGroup({ name, engine, engineVersion }: FullDatabaseProps): DbParameterGroup {
    const { numbersOfFamily, tlsParameter } = ENGINES[engine];
    return new DbParameterGroup(this, "parameter-group", {
      namePrefix: `${name}-`,
      family: `${engine}${engineVersion.split(".").slice(0, numbersOfFamily).join(".")}`,
      description: `Parameters of database ${name}`,
      parameter: [{ ...tlsParameter, applyMethod: "pending-reboot" }],
      // A group in use cannot be deleted: the database moves to the new one first.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
