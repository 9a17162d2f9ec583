import { rules } from "../core";

/** Database systems of RDS that need no licence. */
export type DatabaseEngine = "mariadb" | "mysql" | "postgres";

interface EngineFacts {
  /** Where it listens. */
  readonly port: number;
  /**
   * The newest that the vendor supports for years; RDS takes the newest release of it.
   * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
   */
  readonly version: string;
  /** How many numbers name one release, which is never upgraded: `17.4`, but `8.4.7`. */
  readonly numbersOfRelease: number;
  /** User names that the engine or RDS keeps for itself. */
  readonly reservedUsernames: RegExp;
  /** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
  readonly logs: readonly string[];
  /** How many numbers of a version name a family of parameter groups: `postgres17`, `mysql8.4`. */
  readonly numbersOfFamily: number;
  /** What refuses connections without TLS. */
  readonly tlsParameter: { readonly name: string; readonly value: string };
}

const MYSQL_LIKE = {
  port: 3306,
  numbersOfRelease: 3,
  reservedUsernames: /^rdsadmin$/i,
  logs: ["audit", "error", "general", "slowquery", "iam-db-auth-error"],
  numbersOfFamily: 2,
  tlsParameter: { name: "require_secure_transport", value: "1" },
};

export const ENGINES: Readonly<Record<DatabaseEngine, EngineFacts>> = {
  mariadb: { ...MYSQL_LIKE, version: "11.4" },
  mysql: { ...MYSQL_LIKE, version: "8.4" },
  postgres: {
    port: 5432,
    version: "17",
    numbersOfRelease: 2,
    reservedUsernames: /^(admin|rdsadmin|user|pg_.*)$/i,
    logs: ["postgresql", "upgrade", "iam-db-auth-error"],
    numbersOfFamily: 1,
    tlsParameter: { name: "rds.force_ssl", value: "1" },
  },
};

export const ENGINE = rules.oneOf(
  Object.keys(ENGINES) as DatabaseEngine[],
  "others need a licence, or are Aurora's",
);
