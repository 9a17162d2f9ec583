import type { clientConfig } from "../aws/aws-client";
import type { Candidate } from "./candidates";
import type { StackBlocks } from "./stack-blocks";

const EVERYWHERE: readonly (string | undefined)[] = ["0.0.0.0/0", "::/0"];

/**
 * Adds to security groups the rules to everywhere that AWS gives new ones. Terraform's provider revokes them before it says
 * that the group is made
 * (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group), so that only a
 * group of which it has not said so can have them.
 */
export async function withDefaultEgress(
  candidates: readonly Candidate[],
  blocks: StackBlocks,
  config: ReturnType<typeof clientConfig>,
): Promise<Candidate[]> {
  return Promise.all(
    candidates.map(async (candidate) => {
      const { address, type, id, resolvedId } = candidate;
      // Rules within a group's own block are Terraform's to compare.
      if (type !== "aws_security_group" || id !== undefined || blocks.find(address)?.egress !== undefined) {
        return candidate;
      }
      const { DescribeSecurityGroupRulesCommand, EC2Client } = await import("@aws-sdk/client-ec2");
      const { SecurityGroupRules = [] } = await new EC2Client(config).send(
        new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [resolvedId] }] }),
      );
      const defaultEgress = SecurityGroupRules.filter(
        ({ IsEgress, IpProtocol, CidrIpv4, CidrIpv6 }) =>
          IsEgress === true && IpProtocol === "-1" && EVERYWHERE.includes(CidrIpv4 ?? CidrIpv6),
      ).flatMap(({ SecurityGroupRuleId }) => SecurityGroupRuleId ?? []);
      return defaultEgress.length === 0 ? candidate : { ...candidate, defaultEgress };
    }),
  );
}

/** Does what the provider had yet to do. */
export async function revokeDefaultEgress(
  { resolvedId, defaultEgress }: Candidate,
  config: ReturnType<typeof clientConfig>,
): Promise<void> {
  const { EC2Client, RevokeSecurityGroupEgressCommand } = await import("@aws-sdk/client-ec2");
  await new EC2Client(config).send(
    new RevokeSecurityGroupEgressCommand({
      GroupId: resolvedId,
      SecurityGroupRuleIds: [...(defaultEgress ?? [])],
    }),
  );
}
