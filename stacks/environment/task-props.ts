import type { Checks } from "../../modules/core";
import type { ServiceDiscovery } from "../../modules/ecs-service";
import type { ContainerProps, TaskDefinition } from "../../modules/ecs-task";
import type { PolicyStatement } from "../../modules/iam";
import type { ByName, ContainerSettings } from "../../settings";
import { containersOf } from "./containers";
import type { Find } from "./named";
import type { Platform } from "./platform";

/** What is said of every service, daemon and task. */
interface CommonSettings {
  readonly containers: readonly ContainerSettings[];
  readonly taskRole?: string;
}

/** The props that services, daemons and tasks have in common. */
export function taskPropsOf(
  platform: Platform,
  { containers, taskRole }: CommonSettings,
  { name, image }: { readonly name: string; readonly image: ContainerProps["image"] | undefined },
  find: Find,
  c: Checks,
) {
  const { cluster, vpc, databases, taskRoles } = platform;
  return {
    cluster,
    vpc,
    name,
    containers: containersOf(containers, { name, environment: platform.name, image, databases }, find, c),
    taskRole: find(taskRoles, "taskRole", taskRole),
  };
}

/** Lets the program of a service, daemon or task do something. */
export function allow({ taskRole }: TaskDefinition, permissions: readonly PolicyStatement[] = []): void {
  if (permissions.length > 0) {
    taskRole.allow(...permissions);
  }
}

/** Under which name others find the tasks. */
export function discoveryOf(
  { namespaces }: Platform,
  discovery: ByName<ServiceDiscovery> | undefined,
  find: Find,
): ServiceDiscovery | undefined {
  return (
    discovery && {
      ...discovery,
      namespace: find(namespaces, "serviceDiscovery.namespace", discovery.namespace),
    }
  );
}
