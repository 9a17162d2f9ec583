import type { IConstruct } from "constructs";
import { ValidationError } from "../core";
import type { ContainerProps, PortMapping } from "./container";
import type { NetworkMode } from "./network-mode";

/** One of the ports that the containers of a service map. */
export interface ServicePort {
  /** @default the first container */
  readonly containerName?: string;
  /** @default the container's first port */
  readonly containerPort?: number;
}

/** The instance's port for a mapping; 0 lets ECS pick it. Only behind a bridge can it differ from the container's. */
export function hostPortOf({ containerPort, hostPort = 0 }: PortMapping, networkMode: NetworkMode): number {
  return networkMode === "bridge" ? hostPort : containerPort;
}

/** The port mapping that is meant, and the container that has it. */
export function findPort(
  scope: IConstruct,
  prop: string,
  { containerName, containerPort }: ServicePort,
  containers: readonly ContainerProps[],
): { readonly containerName: string; readonly mapping: PortMapping } {
  const container = containers.find(({ name }) => name === (containerName ?? containers[0]?.name));
  const mappings = container?.portMappings ?? [];
  const mapping = mappings.find((one) => one.containerPort === (containerPort ?? mappings[0]?.containerPort));
  if (container === undefined || mapping === undefined) {
    throw new ValidationError(scope, {
      prop,
      must: "lead to a port that one of the containers maps",
      got: { containerName, containerPort },
      hint: "add it to the container's 'portMappings'",
    });
  }
  return { containerName: container.name, mapping };
}
