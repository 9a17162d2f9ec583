import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { KmsKeyPolicy } from "@cdktf/provider-aws/lib/kms-key-policy";
import { Construct } from "constructs";
import { accountOf, partitionOf } from "../core";
import { resourcePolicy, type ResourcePolicyStatement } from "../iam";

export interface TopicKeyProps {
  /** What the key encrypts, as the console shows it. */
  readonly description: string;
}

/**
 * A key for what is published to a topic. EventBridge, CloudWatch's alarms and Auto Scaling may publish through it;
 * the account administers it. AWS's own key for SNS, `alias/aws/sns`, lets none of them.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 *
 * Makes `aws_kms_key`, which is rotated every year, and `aws_kms_key_policy`.
 */
export class TopicKey extends Construct {
  /** Known once the policy is in force, so that no topic uses the key before. */
  readonly keyId: string;

  constructor(scope: Construct, id: string, props: TopicKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "key", { description: props.description, enableKeyRotation: true });
    const policy = new KmsKeyPolicy(this, "policy", {
      keyId: key.keyId,
      policy: resourcePolicy("topic", keyStatements(accountOf(key.arn), partitionOf(this))),
    });
    this.keyId = policy.keyId;
  }
}

function keyStatements(account: string, partition: string): ResourcePolicyStatement[] {
  // In a key's policy "*" is the key itself.
  const use = { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: ["*"] };
  return [
    {
      sid: "Administration",
      principals: { AWS: `arn:${partition}:iam::${account}:root` },
      actions: ADMINISTRATION,
      resources: ["*"],
    },
    // EventBridge says neither for which rule nor for which account it asks: a condition would refuse it.
    { ...use, sid: "Events", principals: { Service: "events.amazonaws.com" } },
    {
      ...use,
      sid: "Alarms",
      principals: { Service: "cloudwatch.amazonaws.com" },
      conditions: { StringEquals: { "aws:SourceAccount": account } },
    },
    // Auto Scaling publishes as its role. As a condition, because AWS refuses a principal that does not exist yet.
    {
      ...use,
      sid: "AutoScaling",
      principals: { AWS: "*" },
      conditions: {
        StringEquals: { "kms:CallerAccount": account },
        ArnEquals: {
          "aws:PrincipalArn": `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
        },
      },
    },
  ];
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListKeyPolicies",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];
