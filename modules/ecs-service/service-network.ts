import type { IConstruct } from "constructs";
import type { Instances } from "../ecs-cluster";
import { hostPortOf, type NetworkMode, type PortMapping } from "../ecs-task";
import {
  DYNAMIC_PORTS,
  type ISecurityGroup,
  type Port,
  tcp,
  tcpRange,
  udp,
  udpRange,
} from "../security-group";

/** The instances that tasks can be on, of which more may join. */
export interface Placement {
  forEachInstances(use: (instances: Instances) => void): void;
}

/** How the tasks of a service are reached: behind a security group of their own, or on their instances. */
export class ServiceNetwork {
  constructor(
    readonly mode: NetworkMode,
    /** In network mode `awsvpc`. */
    readonly ownGroup: ISecurityGroup | undefined,
    private readonly placement: Placement,
  ) {}

  /** Calls `use` with each group that connections to and from the tasks pass. */
  forEachSecurityGroup(use: (group: ISecurityGroup) => void): void {
    if (this.ownGroup !== undefined) {
      use(this.ownGroup);
      return;
    }
    this.placement.forEachInstances(({ securityGroup }) => {
      if (securityGroup !== undefined) {
        use(securityGroup);
      }
    });
  }

  /**
   * Lets a peer open connections to what the tasks offer at a port mapping.
   *
   * @param by the service that asks for it
   */
  allowFrom(peer: ISecurityGroup, mapping: PortMapping, description: string, by: IConstruct): void {
    const port = portOf(mapping, this.mode);
    this.forEachSecurityGroup((group) => {
      peer.allowTo(group, port, description, by);
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
