import type { ContainerProps, NetworkMode, Volumes } from "../ecs-task";
import { portMappings } from "./keys/ports";
import type { ComposeOptions } from "./options";
import type { ComposeService } from "./service";

/** One service of ECS. */
export interface ComposeTask {
  readonly name: string;
  readonly containers: readonly ContainerProps[];
  readonly volumes: Volumes;
  readonly networkMode: NetworkMode;
  readonly desiredCount: number;
  /** Given where the task must stop before another one takes its place. @default those of EcsService */
  readonly minimumHealthyPercent?: number;
  readonly maximumPercent?: number;
}

/** Puts services into one task, which they share. */
export function planTask(
  name: string,
  services: readonly ComposeService[],
  { hostPorts = "dynamic" }: ComposeOptions,
): ComposeTask {
  const counts = services.map(({ replicas }) => replicas.count);
  return {
    name,
    containers: services.map((service) => ({
      ...service.container,
      essential: isEssential(service, services),
      // On the instance's own network Compose does not look at the host's ports either.
      portMappings: portMappings(service.ports, service.networkMode === "host" ? "dynamic" : hostPorts),
      mountPoints: service.mounts.map(({ mount }) => mount),
      ...dependencies(service, services),
    })),
    volumes: Object.fromEntries(
      services.flatMap(({ mounts }) => mounts.map(({ mount, volume }) => [mount.volume, volume])),
    ),
    networkMode: services.some(({ networkMode }) => networkMode === "host") ? "host" : "bridge",
    // Where they differ there is a diagnostic.
    desiredCount: new Set(counts).size === 1 ? (counts[0] ?? 1) : 1,
    ...(services.some(writesToVolume) ? STOP_FIRST : {}),
  };
}

/** Two databases on the same files destroy them: as with Compose, one ends before the other begins. */
const STOP_FIRST = { minimumHealthyPercent: 0, maximumPercent: 100 };

/** Whether it writes to a volume that outlives its task. */
function writesToVolume({ mounts }: ComposeService): boolean {
  return mounts.some(
    ({ mount, volume }) => mount.readOnly !== true && "docker" in volume && volume.docker.scope === "shared",
  );
}

/**
 * What a container of a task says of the others: it waits for those that its service depends on, and calls them and the
 * linked ones by name. On Compose's networks services call each other anyway; in a task only links connect them.
 */
function dependencies(
  { links, dependsOn }: ComposeService,
  services: readonly ComposeService[],
): Pick<ContainerProps, "links" | "dependsOn"> {
  const containerOf = (key: string) => services.find((one) => one.key === key)?.container;
  const waits = dependsOn.flatMap(({ service, condition = "START" }) => {
    const target = containerOf(service);
    // Without a health check ECS would wait for ever; there is a diagnostic.
    const possible = condition === "HEALTHY" && target?.healthCheck === undefined ? "START" : condition;
    return target === undefined ? [] : [[target.name, possible] as const];
  });
  const calls = [...links, ...dependsOn].flatMap(({ service, alias, condition }) => {
    const target = containerOf(service);
    // One that has ended cannot be called.
    if (target === undefined || condition === "SUCCESS") {
      return [];
    }
    // As on Compose's networks, its own name leads to it beside the alias.
    return [alias ?? service, service].map((name) =>
      name === target.name ? target.name : `${target.name}:${name}`,
    );
  });
  const uniqueCalls = [...new Set(calls)];
  return {
    links: uniqueCalls.length === 0 ? undefined : uniqueCalls,
    dependsOn: waits.length === 0 ? undefined : Object.fromEntries(waits),
  };
}

/** Whether a task ends with this container. One has to be such, also where all may end. */
export function isEssential(service: ComposeService, services: readonly ComposeService[]): boolean {
  const awaited = services.flatMap(({ dependsOn }) =>
    dependsOn.flatMap(({ condition, service }) => (condition === "SUCCESS" ? [service] : [])),
  );
  const canEnd = ({ key, mayEnd }: ComposeService) => mayEnd || awaited.includes(key);
  return !canEnd(service) || (services.every(canEnd) && !awaited.includes(service.key));
}
