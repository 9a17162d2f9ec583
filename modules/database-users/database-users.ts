import { Construct } from "constructs";
import { check, type Checks, rules, unavailable } from "../core";
import type { IDatabase } from "../rds";
import { OneOffTask, type OneOffTaskProps } from "../scheduled-task";
import { DatabaseUser } from "./database-user";
import { defaultImages, usersContainers, type UsersImages, usersPermissions, VOLUMES } from "./users-task";

export interface DatabaseUsersProps extends Pick<
  OneOffTaskProps,
  "cluster" | "vpc" | "networkMode" | "capacityProviderStrategy"
> {
  /** The instance, with its administrator. */
  readonly database: IDatabase;
  /** Name of the task: `npm run task -- <name>` makes the users. Lowercase letters, digits and hyphens. */
  readonly name: string;
  /**
   * At least one; each user has the database of its name. 1 to 32 lowercase letters and digits. One that is left out stays in
   * the instance, with its data, and loses its secret.
   */
  readonly users: readonly string[];
  /** Images that the task runs, e.g. in a repository of yours. @default those of AWS and of the database's vendor */
  readonly images?: Partial<UsersImages>;
}

/**
 * Databases and users on one instance, so that each service has its own and no service has the administrator's password.
 * Terraform makes a secret for each user, encrypted as the administrator's, and learns no password; a task that is run once, and again whenever users
 * are added, writes passwords into empty secrets, and makes the users and databases. What is there already gets the password of its
 * secret: to change one, write it there, run the task, and start the service anew. Services start after the task has run.
 *
 * Makes a secret for each user and a `OneOffTask` in the images of the AWS CLI and of the database.
 */
export class DatabaseUsers extends Construct {
  /** The stack must make its output. */
  readonly task: OneOffTask;
  private readonly users: ReadonlyMap<string, DatabaseUser>;

  constructor(scope: Construct, id: string, props: DatabaseUsersProps) {
    super(scope, id);
    const { database, name, users, images, ...context } = props;
    const { engine } = database;
    check(this, (c) => {
      c.known({ users });
      c.each<DatabaseUsersProps>(props, {
        users: rules.atLeast(1, "user", "or leave the construct out"),
      });
      checkUsers(c, users, database);
      c.require(() => engine !== undefined, {
        prop: "database",
        must: "have an engine that is known",
        got: engine,
        hint: "give the ExistingDatabase its 'engine'",
      });
    });
    if (engine === undefined) {
      unavailable();
    }
    this.users = new Map(
      users.map((user) => [
        user,
        new DatabaseUser(this, user, {
          database,
          name: user,
          secretNamePrefix: `${context.cluster.clusterName}/${name}/${user}-`,
        }),
      ]),
    );
    const made = [...this.users.values()];
    this.task = new OneOffTask(this, "task", {
      ...context,
      name,
      containers: usersContainers(database, engine, made, { ...defaultImages(engine), ...images }),
      volumes: VOLUMES,
    });
    this.task.taskDefinition.taskRole.allow(...usersPermissions(database, made));
  }

  /** The database of a user, which containers connect to as that user: a `database` like any other. */
  of(user: string): IDatabase {
    const found = this.users.get(user);
    check(this, (c) => {
      c.value("user", user, rules.oneOf([...this.users.keys()], "add it to 'users'"));
    });
    return found ?? unavailable();
  }
}

function checkUsers(c: Checks, users: readonly string[], { databaseName }: IDatabase): void {
  const entries = users.map((key, index) => ({ prop: `users[${index}]`, key }));
  for (const { prop, key } of entries) {
    c.value(prop, key, USER);
    c.require(() => key !== databaseName, {
      prop,
      must: "not be the administrator's database",
      got: key,
      of: [key, databaseName],
      hint: "choose another name, or another 'databaseName'",
    });
  }
  c.distinct(entries, "'users'", "name each user once");
}

/** Without underscores, which stand for any character where MySQL grants; 32 is MySQL's limit. */
const USER = rules.text(
  /^(?!(?:postgres|template[01]|public|none|mysql|sys|root|rdsadmin|rdstopmgr|innodb)$)[a-z][a-z0-9]{0,31}$/,
  "1 to 32 lowercase letters and digits, beginning with a letter, and not a name of the database itself",
  "choose another name, e.g. that of the service",
);
