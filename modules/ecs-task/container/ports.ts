import { rules } from "../../core";
import type { NetworkMode } from "../network-mode";
import type { Facet } from "./facet";

/** A port of a container, and where the instance offers it. */
export interface PortMapping {
  /** Port that the container listens on, 1 to 65535. */
  readonly containerPort: number;
  /**
   * Port of the instance; 0 lets ECS pick a free one, so that several tasks fit on an instance. A fixed one
   * allows one task per instance.
   * @default 0; in network modes `awsvpc` and `host` the container's port, and no other
   */
  readonly hostPort?: number;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
}

export interface PortProps {
  /** @default none */
  readonly portMappings?: readonly PortMapping[];
}

export const ports: Facet<PortProps> = {
  check(c, { portMappings = [] }, { networkMode }) {
    for (const [index, mapping] of portMappings.entries()) {
      const { containerPort, hostPort = 0 } = mapping;
      const at = c.at(`portMappings[${index}]`);
      at.each<PortMapping>(mapping, { containerPort: PORT, hostPort: HOST_PORT });
      at.require(() => networkMode === "bridge" || hostPort === 0 || hostPort === containerPort, {
        prop: "hostPort",
        must: `equal 'containerPort' (${containerPort}) in network mode ${networkMode}`,
        got: hostPort,
        hint: "leave it out",
      });
    }
  },
  render: ({ portMappings = [] }, { networkMode }) => ({
    portMappings: portMappings.map((mapping) => ({
      containerPort: mapping.containerPort,
      hostPort: hostPortOf(mapping, networkMode),
      protocol: mapping.protocol ?? "tcp",
    })),
  }),
};

/** The instance's port for a mapping; 0 lets ECS pick it. Only behind a bridge can it differ from the container's. */
export function hostPortOf({ containerPort, hostPort = 0 }: PortMapping, networkMode: NetworkMode): number {
  return networkMode === "bridge" ? hostPort : containerPort;
}

const PORT = rules.integer(1, 65_535, "give the port that the container listens on");
const HOST_PORT = rules.integer(0, 65_535, "leave it out for a free one");
