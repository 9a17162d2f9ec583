import { SnsTopic as AwsSnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type PolicyStatement } from "../iam";
import { rules, validateProp, validateProps } from "../validation";

export interface SnsTopicProps {
  /** 1 to 256 letters, digits, hyphens and underscores; unique in the region of the account. */
  readonly name: string;
  /** Addresses that receive what is published; each must confirm by the link that AWS sends. @default none */
  readonly emails?: readonly string[];
}

/**
 * A topic for notifications to people.
 *
 * Makes `aws_sns_topic`, one `aws_sns_topic_subscription` per address, and `aws_sns_topic_policy` once a
 * service is allowed to publish.
 */
export class SnsTopic extends Construct {
  readonly arn: string;
  private readonly publishers: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, props: SnsTopicProps) {
    super(scope, id);
    const { name, emails = [] } = props;
    validateProps(this, props, { name: NAME });

    const topic = new AwsSnsTopic(this, "topic", { name });
    this.arn = topic.arn;
    for (const [index, email] of emails.entries()) {
      validateProp(this, `emails[${index}]`, email, EMAIL);
      new SnsTopicSubscription(this, `email-${email}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
  }

  /** Lets the AWS service `principal` publish, for the resource `sourceArn` and no other. */
  allowPublish(principal: string, sourceArn: string): void {
    if (this.publishers.length === 0) {
      new SnsTopicPolicy(this, "policy", {
        arn: this.arn,
        policy: Lazy.stringValue({ produce: () => policyDocument(this.publishers) }),
      });
    }
    this.publishers.push({
      principals: { Service: principal },
      actions: ["sns:Publish"],
      resources: [this.arn],
      conditions: { ArnEquals: { "aws:SourceArn": sourceArn } },
    });
  }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const NAME = rules.text(
  /^[\w-]{1,256}$/,
  "1 to 256 letters, digits, hyphens and underscores",
  "choose another name",
);
const EMAIL = rules.text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address", "write it like team@example.com");
