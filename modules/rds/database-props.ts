import type { IEcsCluster } from "../ecs-cluster";
import type { IVpc } from "../vpc";
import { type DatabaseEngine, ENGINES } from "./engines";

export interface DatabaseProps {
  /** Only what runs in it may connect. */
  readonly cluster: IEcsCluster;
  readonly vpc: IVpc;
  /**
   * 1 to 63 lowercase letters, digits and hyphens; unique in the region of the account. AWS cannot move a database to
   * another subnet group of its VPC, so the name stays.
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints
   */
  readonly name: string;
  readonly engine: DatabaseEngine;
  /**
   * E.g. `8.4`: RDS takes the newest release of it, and upgrades to newer ones in the maintenance window. With a whole
   * release, e.g. `8.4.7`, it stays at that one until AWS ends its support. A change to another major version is
   * refused by AWS.
   * @default postgres 17, mysql 8.4, mariadb 11.4
   */
  readonly engineVersion?: string;
  /** E.g. `db.t4g.micro`. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html */
  readonly instanceClass: string;
  /**
   * Size of the encrypted gp3 storage, 20 to 65536. It can grow, and not shrink.
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
   * @default 20
   */
  readonly allocatedStorageGiB?: number;
  /** Size up to which RDS adds storage when little is free. @default none: it does not grow by itself */
  readonly maxAllocatedStorageGiB?: number;
  /** A second instance in another zone, which takes over when the first one fails. @default false */
  readonly multiAz?: boolean;
  /** Name of the first database, 1 to 63 letters, digits and underscores. Another one is a new, empty database. @default "app" */
  readonly databaseName?: string;
  /**
   * Name of the administrator, 1 to 16 letters, digits and underscores. Another one is a new, empty database.
   * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default "app"
   */
  readonly username?: string;
  /**
   * Days after which Secrets Manager gives the administrator a new password, 1 to 1000. AWS's own 7 would leave tasks
   * without access every week: they read the password when they start.
   * @default 365
   */
  readonly passwordRotationDays?: number;
  /**
   * What a destroy does, and a change that only a new database can have. `protect`: Terraform refuses it, and AWS does.
   * `snapshot`: it leaves a last snapshot, `<name>-final`, and AWS refuses it while there is one of that name.
   * `discard`: all data is gone, backups too; for environments that are thrown away. Another `removal` counts from
   * the deployment after which it stands here.
   * @default "protect"
   */
  readonly removal?: "protect" | "snapshot" | "discard";
  /** Days that automatic backups are kept, 1 to 35; 0 for none. @default 7 */
  readonly backupDays?: number;
  /** When backups are made, in UTC; at least 30 minutes. @default "02:00-03:00" */
  readonly backupWindow?: string;
  /**
   * Changes of class, storage or `multiAz` are made at once, and may interrupt the database. Without it they wait for
   * the maintenance window, and every plan shows them until then.
   * @default false
   */
  readonly applyImmediately?: boolean;
  /**
   * ARN of the key that encrypts the storage. Another one is a new, empty database.
   * @default RDS's own key
   */
  readonly kmsKeyArn?: string;
  /** ARN of the key that encrypts the administrator's password. @default the key of Secrets Manager */
  readonly secretKmsKeyArn?: string;
  /**
   * Logs that RDS writes to CloudWatch, `/aws/rds/instance/<name>/<log>`: of postgres `postgresql`, `upgrade`; of mysql
   * and mariadb `audit`, `error`, `general`, `slowquery`; of all `iam-db-auth-error`.
   * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default none
   */
  readonly logExports?: readonly string[];
  /**
   * Whether users of the database can sign in with IAM.
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
   * @default false
   */
  readonly iamAuthentication?: boolean;
  /**
   * Whether connections without TLS are refused, by a parameter group of its own. A database that exists already takes
   * it up when it is restarted.
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.html
   * @default false: as the engine has it, of postgres from 15 on true
   */
  readonly requireTls?: boolean;
  /** When AWS may update and restart, in UTC; at least 30 minutes, not in the backup window. @default "sun:04:00-sun:05:00" */
  readonly maintenanceWindow?: string;
}

type Defaulted = Exclude<keyof DatabaseProps, "maxAllocatedStorageGiB" | "kmsKeyArn" | "secretKmsKeyArn">;

/** The props of a database with their defaults. */
export type FullDatabaseProps = DatabaseProps & Required<Pick<DatabaseProps, Defaulted>>;

export function withDefaults(props: DatabaseProps): FullDatabaseProps {
  return {
    ...props,
    engineVersion: props.engineVersion ?? ENGINES[props.engine].version,
    allocatedStorageGiB: props.allocatedStorageGiB ?? 20,
    multiAz: props.multiAz ?? false,
    databaseName: props.databaseName ?? "app",
    username: props.username ?? "app",
    passwordRotationDays: props.passwordRotationDays ?? 365,
    removal: props.removal ?? "protect",
    backupDays: props.backupDays ?? 7,
    logExports: props.logExports ?? [],
    iamAuthentication: props.iamAuthentication ?? false,
    requireTls: props.requireTls ?? false,
    applyImmediately: props.applyImmediately ?? false,
    backupWindow: props.backupWindow ?? "02:00-03:00",
    maintenanceWindow: props.maintenanceWindow ?? "sun:04:00-sun:05:00",
  };
}
