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
}

export const ENGINES: Readonly<Record<DatabaseEngine, EngineFacts>> = {
  mariadb: { port: 3306, version: "11.4", numbersOfRelease: 3, reservedUsernames: /^rdsadmin$/i },
  mysql: { port: 3306, version: "8.4", numbersOfRelease: 3, reservedUsernames: /^rdsadmin$/i },
  postgres: {
    port: 5432,
    version: "17",
    numbersOfRelease: 2,
    reservedUsernames: /^(admin|rdsadmin|user|pg_.*)$/i,
  },
};
