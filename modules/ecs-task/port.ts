import type { Checks } from "../core";
import type { PortMapping } from "./container/ports";
import type { ContainerProps } from "./container/props";

/** One of the ports that the containers of a service map. */
export interface ServicePort {
  /** @default the first container */
  readonly containerName?: string;
  /** @default the container's first port */
  readonly containerPort?: number;
}

/** A port mapping, and the container that has it. */
export interface ContainerPort {
  readonly containerName: string;
  readonly mapping: PortMapping;
}

/** The port mapping that is meant; `undefined` if the containers map no such port. */
export function findPort(
  { containerName, containerPort }: ServicePort,
  containers: readonly ContainerProps[],
): ContainerPort | undefined {
  const container = containers.find(({ name }) => name === (containerName ?? containers[0]?.name));
  const mappings = container?.portMappings ?? [];
  const mapping = mappings.find((one) => one.containerPort === (containerPort ?? mappings[0]?.containerPort));
  return container && mapping && { containerName: container.name, mapping };
}

/** Checks that a port is one that the containers map, and returns it. */
export function checkPort(
  c: Checks,
  prop: string,
  { containerName, containerPort }: ServicePort,
  containers: readonly ContainerProps[],
): ContainerPort | undefined {
  const found = findPort({ containerName, containerPort }, containers);
  c.at(prop).known({ containerName, containerPort });
  c.require(() => found !== undefined, {
    prop,
    must: "lead to a port that one of the containers maps",
    got: { containerName, containerPort },
    of: [
      containerName,
      containerPort,
      ...containers.flatMap(({ name, portMappings }) => [name, portMappings]),
    ],
    hint: "add it to the container's 'portMappings'",
  });
  return found;
}
