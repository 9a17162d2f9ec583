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
  /** Longest name of a user. */
  readonly usernameLength: number;
  /** User names that the engine or RDS keeps for itself. */
  readonly reservedUsernames: readonly string[];
}

export const ENGINES: Readonly<Record<DatabaseEngine, EngineFacts>> = {
  mariadb: { port: 3306, version: "11.4", usernameLength: 16, reservedUsernames: ["rdsadmin"] },
  mysql: { port: 3306, version: "8.4", usernameLength: 16, reservedUsernames: ["rdsadmin"] },
  postgres: { port: 5432, version: "17", usernameLength: 63, reservedUsernames: ["admin", "rdsadmin"] },
};
