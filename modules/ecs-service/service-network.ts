import type { Construct, IConstruct } from "constructs";
import { ValidationError } from "../core";
import type { Capacity, IEcsCluster } from "../ecs-cluster";
import { hostPortOf, type NetworkMode, type PortMapping } from "../ecs-task";
import {
  allTraffic,
  type Port,
  SecurityGroup,
  type SecurityGroupProps,
  tcp,
  tcpRange,
  udp,
  udpRange,
} from "../security-group";

/** How the tasks of a service are reached: behind a security group of their own, or on their instances. */
export class ServiceNetwork {
  constructor(
    private readonly service: IConstruct,
    readonly mode: NetworkMode,
    /** In network mode `awsvpc`. */
    readonly ownGroup: SecurityGroup | undefined,
    private readonly instanceGroups: readonly Capacity[],
  ) {}

  /** The groups that connections to and from the tasks pass. */
  get securityGroups(): readonly SecurityGroup[] {
    return this.ownGroup === undefined
      ? this.instanceGroups.map((group) => this.securityGroupOf(group))
      : [this.ownGroup];
  }

  /** The port of the instance, or of the task itself; `undefined` while ECS picks it. */
  fixedPort(mapping: PortMapping): number | undefined {
    const port = hostPortOf(mapping, this.mode);
    return port === 0 ? undefined : port;
  }

  /** Lets a peer open connections to what the tasks offer at a port mapping. */
  allowFrom(peer: SecurityGroup, mapping: PortMapping, description: string): void {
    const port = this.portOf(mapping);
    for (const group of this.securityGroups) {
      peer.allowTo(group, port, description);
    }
  }

  private securityGroupOf({ securityGroup, capacityProviderName }: Capacity): SecurityGroup {
    if (securityGroup === undefined) {
      throw new ValidationError(this.service, {
        prop: "cluster",
        must: "be one whose instances' security groups are known, to open connections",
        got: capacityProviderName,
        hint: "take an EcsCluster of the same stack, or network mode awsvpc",
      });
    }
    return securityGroup;
  }

  private portOf(mapping: PortMapping): Port {
    const fixed = this.fixedPort(mapping);
    if (mapping.protocol === "udp") {
      return fixed === undefined ? udpRange(...DYNAMIC_PORTS) : udp(fixed);
    }
    return fixed === undefined ? tcpRange(...DYNAMIC_PORTS) : tcp(fixed);
  }
}

/**
 * The group of tasks in network mode `awsvpc`: they may call everything, also what the cluster is let to call, and
 * nothing calls them until it is let.
 */
export function addTaskSecurityGroup(
  scope: Construct,
  cluster: IEcsCluster,
  props: SecurityGroupProps,
): SecurityGroup {
  const group = new SecurityGroup(scope, "security-group", props);
  group.allowToCidr("0.0.0.0/0", allTraffic, "What the service calls");
  cluster.addMember(group);
  return group;
}

/** From which Docker picks a free port on ECS-optimised images. */
const DYNAMIC_PORTS = [32_768, 61_000] as const;
