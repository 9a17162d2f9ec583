import type { CapacityProvider } from "../ecs-cluster";
import { hostPortOf, type NetworkMode, type PortMapping } from "../ecs-task";
import { type Port, type SecurityGroup, tcp, tcpRange, udp, udpRange } from "../security-group";

/** The instances that tasks can be on, of which more may join. */
export interface Placement {
  forEachCapacityProvider(use: (provider: CapacityProvider) => void): void;
}

/** How the tasks of a service are reached: behind a security group of their own, or on their instances. */
export class ServiceNetwork {
  constructor(
    readonly mode: NetworkMode,
    /** In network mode `awsvpc`. */
    readonly ownGroup: SecurityGroup | undefined,
    private readonly placement: Placement,
  ) {}

  /** Calls `use` with each group that connections to and from the tasks pass. */
  forEachSecurityGroup(use: (group: SecurityGroup) => void): void {
    if (this.ownGroup !== undefined) {
      use(this.ownGroup);
      return;
    }
    this.placement.forEachCapacityProvider(({ securityGroup }) => {
      if (securityGroup !== undefined) {
        use(securityGroup);
      }
    });
  }

  /** Lets a peer open connections to what the tasks offer at a port mapping. */
  allowFrom(peer: SecurityGroup, mapping: PortMapping, description: string): void {
    const port = portOf(mapping, this.mode);
    this.forEachSecurityGroup((group) => {
      peer.allowTo(group, port, description);
    });
  }
}

function portOf(mapping: PortMapping, mode: NetworkMode): Port {
  const port = hostPortOf(mapping, mode);
  if (mapping.protocol === "udp") {
    return port === 0 ? udpRange(...DYNAMIC_PORTS) : udp(port);
  }
  return port === 0 ? tcpRange(...DYNAMIC_PORTS) : tcp(port);
}

/** From which Docker picks a free port on ECS-optimised images. */
const DYNAMIC_PORTS = [32_768, 61_000] as const;
