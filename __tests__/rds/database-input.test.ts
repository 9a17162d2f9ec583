import type { DatabaseEngine, DatabaseProps } from "../../modules/rds";
import { refusalOf } from "../support/synth";
import { synthesizeDatabase } from "./synthesize-database";

const NAME =
  "'name' must be 1 to 63 small letters, digits and single hyphens, beginning with a letter, ending without a hyphen, and not \"default\",";

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
      "'allocatedStorageGiB' must be an integer from 20 to 65536, got 19; the default is 20",
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
      `'databaseName' must be 1 to 63 letters, digits and underscores, beginning with a letter, got "my-app"; the default is "app"`,
    ],
    [
      "its user is reserved by Postgres",
      { username: "Admin" },
      `'username' must not be a name that postgres or RDS keeps for itself, got "Admin"; the default is "app"`,
    ],
    [
      "its user begins as Postgres's own do",
      { username: "pg_owner" },
      `'username' must not be a name that postgres or RDS keeps for itself, got "pg_owner"; the default is "app"`,
    ],
    [
      "its user is RDS's",
      { engine: "mysql", username: "rdsadmin" },
      `'username' must not be a name that mysql or RDS keeps for itself, got "rdsadmin"; the default is "app"`,
    ],
    [
      "its user has a longer name than RDS takes",
      { username: "a".repeat(17) },
      `'username' must be 1 to 16 letters, digits and underscores, beginning with a letter, got "${"a".repeat(17)}"; the default is "app"`,
    ],
    [
      "its password never changes",
      { passwordRotationDays: 1001 },
      "'passwordRotationDays' must be an integer from 1 to 1000, got 1001; the default is 365",
    ],
    [
      "its removal is unknown",
      { removal: "keep" as DatabaseProps["removal"] },
      `'removal' must be one of "protect", "snapshot", "discard", got "keep"; the default is "protect"`,
    ],
    [
      "backups are kept too long",
      { backupDays: 36 },
      "'backupDays' must be an integer from 0 to 35, got 36; the default is 7",
    ],
  ];

  test.each(wrong)("%s", (_, props, message) => {
    expect(refusalOf(() => synthesizeDatabase(props))).toBe(`test/database: ${message}`);
  });
});
