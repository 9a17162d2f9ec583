import { TerraformOutput, type TerraformStack } from "cdktf";
import { DatabaseUsers } from "../../modules/database-users";
import type { EcsCluster } from "../../modules/ecs-cluster";
import type { EcsInstances } from "../../modules/ecs-instances";
import { Database, type IDatabase } from "../../modules/rds";
import type { IVpc } from "../../modules/vpc";
import type { DatabaseSettings, Environment } from "../../settings";
import { capacityOf } from "./capacity";
import { Named, resolve } from "./named";

interface Surroundings {
  readonly vpc: IVpc;
  readonly cluster: EcsCluster;
  readonly groups: Named<EcsInstances>;
}

/** The databases of an environment, and those that their users have for themselves: `main.orders`. */
export function addDatabases(
  stack: TerraformStack,
  { name, databases = {} }: Environment,
  { vpc, cluster, groups }: Surroundings,
): Named<IDatabase> {
  const ofUsers = new Map<string, IDatabase | undefined>(
    Object.entries(databases).flatMap(([key, { users = [] }]) =>
      users.map((user) => [`${key}.${user}`, undefined] as const),
    ),
  );
  const made = Named.make<DatabaseSettings, IDatabase>(stack, "databases", databases, (key, settings) => {
    const { users = [], usersTask = {}, ...props } = settings;
    const database = new Database(stack, `database-${key}`, {
      cluster,
      vpc,
      name: `${name}-${key}`,
      ...props,
    });
    if (users.length > 0) {
      const task = resolve(stack, `databases.${key}.usersTask`, (find) => ({
        ...usersTask,
        capacityProviderStrategy: capacityOf(groups, usersTask.capacityProviderStrategy, find),
      }));
      const own = new DatabaseUsers(stack, `users-${key}`, {
        cluster,
        vpc,
        database,
        name: `${key}-users`,
        users,
        ...task,
      });
      new TerraformOutput(stack, own.task.output.name, own.task.output.config);
      for (const user of users) {
        ofUsers.set(`${key}.${user}`, own.of(user));
      }
    }
    return database;
  });
  return made.with(ofUsers);
}
