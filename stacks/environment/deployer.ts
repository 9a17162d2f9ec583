import type { EcrRepository } from "../../modules/ecr";
import type { EcsService } from "../../modules/ecs-service";
import type { OneOffTask } from "../../modules/scheduled-task";
import { EcsDeployer } from "../../modules/users";
import type { DeployerSettings } from "../../settings";
import { checkIds } from "./check-ids";
import { type Find, type Named, resolve } from "./named";
import type { Platform } from "./platform";

/** What a deployer may bring out. */
interface Deployables {
  readonly services: Named<EcsService>;
  readonly tasks: Named<OneOffTask>;
  readonly repositories: Named<EcrRepository>;
  /** Where the state of the stack is. */
  readonly state: { readonly bucket: string; readonly key: string };
}

/** Who may bring out new versions: of all services and tasks, unless some are named. */
export function addDeployer(
  { stack, cluster }: Platform,
  settings: DeployerSettings,
  { state, services, tasks, repositories }: Deployables,
): void {
  checkIds(stack, "deployer", ["deployer"], "give the service of that key another one");
  const props = resolve(stack, "deployer", (find) => ({
    services: named(services, "services", settings.services, find),
    tasks: named(tasks, "tasks", settings.tasks, find),
    repositories: named(repositories, "repositories", settings.repositories, find),
  }));
  new EcsDeployer(stack, "deployer", { ...settings, ...props, cluster, state });
}

function named<T>(things: Named<T>, prop: string, names: readonly string[] | undefined, find: Find): T[] {
  return names === undefined
    ? [...things.all.values()]
    : names.map((name, index) => find(things, `${prop}[${index}]`, name));
}
