import type { DatabaseEngine, DatabaseProps } from "../../modules/rds";
import { refusalOf } from "../support/synth";
import { synthesizeDatabase } from "./synthesize-database";

const NAME =
  "'name' must be 1 to 63 lowercase letters, digits and single hyphens, beginning with a letter, ending without a hyphen, and not \"default\",";

describe("a database fails when", () => {
  const wrong: [string, Partial<DatabaseProps>, string][] = [
    ["its name begins with a digit", { name: "1st" }, `${NAME} got "1st"; choose another name`],
    ["its name has two hyphens", { name: "a--b" }, `${NAME} got "a--b"; choose another name`],
    ["its name ends with a hyphen", { name: "a-" }, `${NAME} got "a-"; choose another name`],
    ["its name is RDS's own", { name: "default" }, `${NAME} got "default"; choose another name`],
    [
      "its name is too long",
      { name: "a".repeat(64) },
      `${NAME} got "${"a".repeat(64)}"; choose another name`,
    ],
    [
      "its engine is another",
      { engine: "oracle-ee" as DatabaseEngine },
      `'engine' must be one of "mariadb", "mysql", "postgres", got "oracle-ee"; others need a licence, or are Aurora's`,
    ],
    [
      "its version is none",
      { engineVersion: "latest" },
      `'engineVersion' must be a version, got "latest"; write it like 17`,
    ],
    [
      "its instance class is one of EC2",
      { instanceClass: "t4g.micro" },
      `'instanceClass' must be an instance class of RDS, got "t4g.micro"; write it like db.t4g.micro`,
    ],
    [
      "its storage is too small",
      { allocatedStorageGiB: 19 },
      "'allocatedStorageGiB' must be an integer from 20 to 65536, got 19; take 20",
    ],
    [
      "its storage may grow too far",
      { maxAllocatedStorageGiB: 65_537 },
      "'maxAllocatedStorageGiB' must be an integer from 20 to 65536, got 65537; leave it out for storage of a fixed size",
    ],
    [
      "its storage may grow by less than AWS grows it",
      { allocatedStorageGiB: 100, maxAllocatedStorageGiB: 109 },
      "'maxAllocatedStorageGiB' must be at least 110, 10 % more than 'allocatedStorageGiB', got 109; raise it, or leave it out for storage of a fixed size",
    ],
    [
      "the name of its first database has a hyphen",
      { databaseName: "my-app" },
      `'databaseName' must be 1 to 63 letters, digits and underscores, beginning with a letter, got "my-app"; choose another name`,
    ],
    [
      "its user is reserved by Postgres",
      { username: "Admin" },
      `'username' must not be a name that postgres or RDS keeps for itself, got "Admin"; choose another name`,
    ],
    [
      "its user begins as Postgres's own do",
      { username: "pg_owner" },
      `'username' must not be a name that postgres or RDS keeps for itself, got "pg_owner"; choose another name`,
    ],
    [
      "its user is RDS's",
      { engine: "mysql", username: "rdsadmin" },
      `'username' must not be a name that mysql or RDS keeps for itself, got "rdsadmin"; choose another name`,
    ],
    [
      "its user has a longer name than RDS takes",
      { username: "a".repeat(17) },
      `'username' must be 1 to 16 letters, digits and underscores, beginning with a letter, got "${"a".repeat(17)}"; choose another name`,
    ],
    [
      "its password never changes",
      { passwordRotationDays: 1001 },
      "'passwordRotationDays' must be an integer from 1 to 1000, got 1001; take 365",
    ],
    [
      "its removal is unknown",
      { removal: "keep" as DatabaseProps["removal"] },
      `'removal' must be one of "protect", "snapshot", "discard", got "keep"; take protect unless the data may go`,
    ],
    [
      "backups are kept too long",
      { backupDays: 36 },
      "'backupDays' must be an integer from 0 to 35, got 36; take 7",
    ],
    [
      "a log is another engine's, and one is named twice",
      { logExports: ["upgrade", "error", "upgrade"] },
      `'logExports[1]' must be one of "postgresql", "upgrade", "iam-db-auth-error", got "error"; those are the logs of postgres\n` +
        `test/database: 'logExports[2]' must be unique in 'logExports', got "upgrade"; name each log once`,
    ],
    [
      "a key is given by its alias",
      { kmsKeyArn: "alias/rds" },
      `'kmsKeyArn' must be the ARN of a key, got "alias/rds"; an alias does not do, since policies know keys only`,
    ],
    [
      "the version is too short for a parameter group",
      { engine: "mysql", engineVersion: "8", requireTls: true },
      `'engineVersion' must have 2 numbers for 'requireTls', got "8"; write it like 8.4`,
    ],
    [
      "several props are wrong",
      { instanceClass: "small", backupDays: -1, backupWindow: "always" },
      `'instanceClass' must be an instance class of RDS, got "small"; write it like db.t4g.micro\n` +
        `test/database: 'backupDays' must be an integer from 0 to 35, got -1; take 7\n` +
        `test/database: 'backupWindow' must be a part of the day in UTC, got "always"; write it like 02:00-03:00`,
    ],
  ];

  test.each(wrong)("%s", (_, props, message) => {
    expect(refusalOf(() => synthesizeDatabase(props))).toBe(`test/database: ${message}`);
  });
});
