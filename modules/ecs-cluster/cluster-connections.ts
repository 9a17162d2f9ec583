import type { IConstruct } from "constructs";
import { inSameStack } from "../core";
import type { ISecurityGroup, Port } from "../security-group";

/** What everything in a cluster may connect to. */
interface Egress {
  readonly peer: ISecurityGroup;
  readonly port: Port;
  readonly description: string;
}

/**
 * Connects all that runs in a cluster with what it may call, in whichever order the two are added. What another stack has in
 * the cluster is let to call what the cluster's own stack has, and no third one's: two stacks that share no more than the
 * cluster stay apart.
 */
export class ClusterConnections {
  private readonly securityGroups: ISecurityGroup[] = [];
  private readonly egress: Egress[] = [];

  constructor(private readonly cluster: IConstruct) {}

  addSecurityGroup(securityGroup: ISecurityGroup): void {
    this.securityGroups.push(securityGroup);
    for (const egress of this.egress) {
      this.connect(securityGroup, egress);
    }
  }

  allowTo(peer: ISecurityGroup, port: Port, description: string): void {
    const egress = { peer, port, description };
    this.egress.push(egress);
    for (const securityGroup of this.securityGroups) {
      this.connect(securityGroup, egress);
    }
  }

  private connect(group: ISecurityGroup, { peer, port, description }: Egress): void {
    const isOfCluster = inSameStack(group, this.cluster);
    if (isOfCluster || inSameStack(peer, this.cluster) || inSameStack(group, peer)) {
      // Who is not of the cluster's stack asks.
      group.allowTo(peer, port, description, isOfCluster ? peer : group);
    }
  }
}
