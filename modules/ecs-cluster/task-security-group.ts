import type { Construct } from "constructs";
import { allTraffic, SecurityGroup, type SecurityGroupProps } from "../security-group";
import type { IEcsCluster } from "./iecs-cluster";

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
  cluster.addSecurityGroup(group);
  return group;
}
