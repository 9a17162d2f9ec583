import type { SecurityGroupRule } from "@aws-sdk/client-ec2";

import type { clientConfig } from "../aws/aws-client";
import type { Candidate, DefaultRules } from "./candidate";
import type { StackBlocks } from "./stack-blocks";

/**
 * Which rules of a group AWS has given it: a new one the rule to everywhere, the default one of a network all that it has.
 * Terraform's provider revokes them before it says that the group is made, or adopted:
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group
 */
const DEFAULTS: Readonly<Partial<Record<string, (rule: SecurityGroupRule) => boolean>>> = {
  aws_security_group: ({ IsEgress, IpProtocol, CidrIpv4, CidrIpv6 }) =>
    IsEgress === true && IpProtocol === "-1" && (CidrIpv4 === "0.0.0.0/0" || CidrIpv6 === "::/0"),
  aws_default_security_group: () => true,
};

/** Adds them to the groups of which the provider has not said so: only these can have them. */
export async function withDefaultRules(
  candidates: readonly Candidate[],
  blocks: StackBlocks,
  config: ReturnType<typeof clientConfig>,
): Promise<Candidate[]> {
  return Promise.all(
    candidates.map(async (candidate) => {
      const { address, type, id, resolvedId } = candidate;
      const isDefault = DEFAULTS[type];
      const { ingress, egress } = blocks.find(address) ?? {};
      // Rules within a group's own block are Terraform's to compare.
      if (isDefault === undefined || id !== undefined || ingress !== undefined || egress !== undefined) {
        return candidate;
      }
      const { DescribeSecurityGroupRulesCommand, EC2Client } = await import("@aws-sdk/client-ec2");
      const { SecurityGroupRules = [] } = await new EC2Client(config).send(
        new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [resolvedId] }] }),
      );
      const rules = SecurityGroupRules.filter(isDefault);
      return rules.length === 0
        ? candidate
        : { ...candidate, defaultRules: { ingress: idsOf(rules, false), egress: idsOf(rules, true) } };
    }),
  );
}

/** Does what the provider had yet to do. */
export async function revokeDefaultRules(
  GroupId: string,
  { ingress, egress }: DefaultRules,
  config: ReturnType<typeof clientConfig>,
): Promise<void> {
  const sdk = await import("@aws-sdk/client-ec2");
  const client = new sdk.EC2Client(config);
  if (ingress.length > 0) {
    const SecurityGroupRuleIds = [...ingress];
    await client.send(new sdk.RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds }));
  }
  if (egress.length > 0) {
    const SecurityGroupRuleIds = [...egress];
    await client.send(new sdk.RevokeSecurityGroupEgressCommand({ GroupId, SecurityGroupRuleIds }));
  }
}

function idsOf(rules: readonly SecurityGroupRule[], isEgress: boolean): string[] {
  return rules
    .filter(({ IsEgress = false }) => IsEgress === isEgress)
    .flatMap(({ SecurityGroupRuleId }) => SecurityGroupRuleId ?? []);
}
