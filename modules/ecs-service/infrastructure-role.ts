import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { partitionOf } from "../core";
import { IamRole } from "../iam";

export interface InfrastructureRole {
  readonly arn: string;
  /** What must exist before ECS uses the role. */
  readonly permissions: readonly ITerraformDependable[];
}

/**
 * The role by which ECS changes listener rules and registers tasks with both target groups during a deployment.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
 */
export function addInfrastructureRole(scope: Construct, namePrefix: string): InfrastructureRole {
  const role = new IamRole(scope, "infrastructure-role", {
    namePrefix: `${namePrefix}-traffic`,
    description: `ECS moves requests between versions of ${namePrefix}`,
    assumedBy: "ecs.amazonaws.com",
    path: "/ecs/",
  });
  const policy = "AmazonECSInfrastructureRolePolicyForLoadBalancers";
  const attachment = new IamRolePolicyAttachment(scope, "infrastructure-policy", {
    role: role.name,
    policyArn: `arn:${partitionOf(scope)}:iam::aws:policy/${policy}`,
  });
  return { arn: role.arn, permissions: [attachment] };
}
