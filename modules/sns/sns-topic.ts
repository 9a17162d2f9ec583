import { SnsTopic as AwsSnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { rules, validateProp, validateProps } from "../core";
import { denyWithoutTls, policyDocument, type PolicyStatement } from "../iam";
import { TopicKey } from "./topic-key";
import { TopicQueue, type TopicQueueProps } from "./topic-queue";

export interface SnsTopicProps {
  /** 1 to 256 letters, digits, hyphens and underscores; unique in the region of the account. */
  readonly name: string;
  /** Addresses that receive what is published; each must confirm by the link that AWS sends. @default none */
  readonly emails?: readonly string[];
  /**
   * URLs that what is published is posted to; each must confirm by requesting the link that AWS posts first. They
   * stand in the plan and the state: no place for a URL with a password in it.
   * @default none
   */
  readonly httpsEndpoints?: readonly string[];
  /**
   * ARNs of queues that receive what is published, and whose own policies let this topic send. For a queue that
   * does not exist yet, see {@link SnsTopic.addQueue}.
   * @default none
   */
  readonly queueArns?: readonly string[];
  /** Whether messages are encrypted, with a key of the account. It costs 1 USD a month. @default false */
  readonly encrypted?: boolean;
  /** Whether what could not be delivered is kept in a queue, `<name>-undelivered`, for 14 days. @default false */
  readonly keepUndelivered?: boolean;
}

/** The AWS services that publish for a resource which the topic's policy can name. */
export type Publisher = "events.amazonaws.com" | "cloudwatch.amazonaws.com";

/**
 * A topic for notifications to people and programs. Only those services publish that are let, for the resources that
 * are named, and the account's own roles by their policies; Auto Scaling is one of these, with its service-linked
 * role. All of them over TLS.
 *
 * Makes `aws_sns_topic`, one `aws_sns_topic_subscription` per subscriber, `aws_sns_topic_policy`, and on demand a key
 * and queues.
 */
export class SnsTopic extends Construct {
  readonly arn: string;
  private readonly publishers = new Map<Publisher, string[]>();
  private readonly undelivered: TopicQueue | undefined;

  constructor(scope: Construct, id: string, props: SnsTopicProps) {
    super(scope, id);
    const { name, emails = [], httpsEndpoints = [], queueArns = [] } = props;
    const { encrypted = false, keepUndelivered = false } = props;
    validateProps(this, props, { name: NAME });

    const topic = new AwsSnsTopic(this, "topic", {
      name,
      kmsMasterKeyId: encrypted
        ? new TopicKey(this, "key", { description: `Messages of topic ${name}` }).keyId
        : undefined,
    });
    this.arn = topic.arn;
    // https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit
    const overTlsOnly = denyWithoutTls(["sns:Publish"], [topic.arn]);
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: Lazy.stringValue({
        produce: () => policyDocument([overTlsOnly, ...this.publishStatements()]),
      }),
    });
    if (keepUndelivered) {
      this.undelivered = new TopicQueue(this, "undelivered", {
        name: `${name}-undelivered`,
        topicArn: topic.arn,
      });
    }
    this.subscribeAll("emails", "email", emails, EMAIL);
    this.subscribeAll("httpsEndpoints", "https", httpsEndpoints, HTTPS_URL);
    this.subscribeAll("queueArns", "sqs", queueArns, QUEUE_ARN);
  }

  /** Lets the AWS service `publisher` publish, for the resource `sourceArn` and no other. */
  allowPublish(publisher: Publisher, sourceArn: string): void {
    this.publishers.set(publisher, [...(this.publishers.get(publisher) ?? []), sourceArn]);
  }

  /**
   * Makes a queue that receives what is published.
   *
   * @param id stable, e.g. what reads the queue
   */
  addQueue(id: string, props: Omit<TopicQueueProps, "topicArn">): TopicQueue {
    const queue = new TopicQueue(this, id, { ...props, topicArn: this.arn });
    this.subscribe(`${id}-subscription`, "sqs", queue.arn);
    return queue;
  }

  /** One for each publisher, not for each resource: SNS allows a policy 30 KB, and every service has several alarms. */
  private publishStatements(): PolicyStatement[] {
    return [...this.publishers].map(([publisher, sourceArns]) => ({
      principals: { Service: publisher },
      actions: ["sns:Publish"],
      resources: [this.arn],
      conditions: { ArnEquals: { "aws:SourceArn": sourceArns } },
    }));
  }

  private subscribeAll(
    prop: keyof SnsTopicProps,
    protocol: Protocol,
    endpoints: readonly string[],
    rule: typeof EMAIL,
  ): void {
    for (const [index, endpoint] of endpoints.entries()) {
      validateProp(this, `${prop}[${index}]`, endpoint, rule);
      validateProp(this, `${prop}[${index}]`, endpoint, {
        must: "be listed once",
        isMet: () => endpoints.indexOf(endpoint) === index,
        hint: "nobody wants each message twice",
      });
      this.subscribe(`${protocol}-${endpoint}`, protocol, endpoint);
    }
  }

  private subscribe(id: string, protocol: Protocol, endpoint: string): void {
    new SnsTopicSubscription(this, id, {
      topicArn: this.arn,
      protocol,
      endpoint,
      redrivePolicy: this.undelivered && JSON.stringify({ deadLetterTargetArn: this.undelivered.arn }),
    });
  }
}

type Protocol = "email" | "https" | "sqs";

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const NAME = rules.text(
  /^[\w-]{1,256}$/,
  "1 to 256 letters, digits, hyphens and underscores",
  "choose another name",
);
const EMAIL = rules.text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address", "write it like team@example.com");
const HTTPS_URL = rules.text(
  /^https:\/\/[^\s/@]+(\/\S*)?$/,
  "an https:// URL without a user name",
  "write it like https://alerts.example.com/ecs",
);
const QUEUE_ARN = rules.text(
  /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/,
  "the ARN of a queue",
  "write it like arn:aws:sqs:eu-west-1:123456789012:alerts",
);
