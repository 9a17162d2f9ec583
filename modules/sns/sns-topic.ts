import { SnsTopic as AwsSnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Lazy } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  arn,
  check,
  checkAtSynthesis,
  type Checks,
  checkSize,
  inSameStack,
  legalName,
  locationOf,
  renderedBytes,
  type Rule,
  rules,
} from "../core";
import { denyWithoutTls, resourcePolicy, type ResourcePolicyStatement } from "../iam";
import type { ISnsTopic, Publisher } from "./isns-topic";
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
  /**
   * AWS services that may publish for every resource of the account in this region: `cloudwatch.amazonaws.com` for alarms,
   * `events.amazonaws.com` for rules. What stands in other stacks publishes only so.
   * @default none: each alarm and rule of the stack by itself
   */
  readonly accountPublishers?: readonly Publisher[];
  /** Whether what could not be delivered is kept in a queue, `<name>-undelivered`, for 14 days. @default false */
  readonly keepUndelivered?: boolean;
}

/**
 * A topic for notifications to people and programs. Only those services publish that are let, for the resources that
 * are named, and the account's own roles by their policies; Auto Scaling is one of these, with its service-linked
 * role. All of them over TLS.
 *
 * Makes `aws_sns_topic`, one `aws_sns_topic_subscription` per subscriber, `aws_sns_topic_policy`, and on demand a key
 * and queues.
 */
export class SnsTopic extends Construct implements ISnsTopic {
  readonly arn: string;
  private readonly accountPublishers: readonly Publisher[];
  private readonly publishers = new Map<Publisher, string[]>();
  private readonly undelivered: TopicQueue | undefined;

  constructor(scope: Construct, id: string, props: SnsTopicProps) {
    super(scope, id);
    const { name, emails = [], httpsEndpoints = [], queueArns = [] } = props;
    const { encrypted = false, keepUndelivered = false, accountPublishers = [] } = props;
    check(this, (c) => {
      checkPublishers(c, accountPublishers);
      c.known({ encrypted, keepUndelivered });
      c.each(props, { name: NAME });
      checkEndpoints(c, "emails", emails, EMAIL);
      checkEndpoints(c, "httpsEndpoints", httpsEndpoints, HTTPS_URL);
      checkEndpoints(c, "queueArns", queueArns, QUEUE_ARN);
    });

    const topic = new AwsSnsTopic(this, "topic", {
      name,
      kmsMasterKeyId: encrypted
        ? new TopicKey(this, "key", { description: `Messages of topic ${name}` }).keyId
        : undefined,
    });
    this.arn = topic.arn;
    this.accountPublishers = accountPublishers;
    // https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit
    const overTlsOnly = denyWithoutTls(["sns:Publish"], [topic.arn]);
    const policy = () => resourcePolicy(name, [overTlsOnly, ...this.publishStatements()]);
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: Lazy.stringValue({ produce: policy }),
    });
    checkAtSynthesis(this, (c) => {
      const hint = "let the services publish for the whole account, with 'accountPublishers'";
      checkSize(c, "policy", "topicPolicy", renderedBytes(policy()), hint);
    });
    if (keepUndelivered) {
      this.undelivered = new TopicQueue(this, "undelivered", {
        // A topic's name may be longer than a queue's.
        name: `${legalName(name, 68)}-undelivered`,
        topicArn: topic.arn,
      });
    }
    this.subscribeAll("email", emails);
    this.subscribeAll("https", httpsEndpoints);
    this.subscribeAll("sqs", queueArns);
  }

  allowPublish(publisher: Publisher, sourceArn: string, by: IConstruct = this): void {
    if (this.accountPublishers.includes(publisher)) {
      return;
    }
    check(by, (c) => {
      c.require(() => inSameStack(this, by), {
        prop: "topic",
        must: `let ${publisher} publish for the whole account, to be used by another stack`,
        got: this.node.path,
        of: [],
        hint: `give that SnsTopic 'accountPublishers: ["${publisher}"]'`,
      });
    });
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
  private publishStatements(): ResourcePolicyStatement[] {
    const statement = (publisher: Publisher, conditions: ResourcePolicyStatement["conditions"]) => ({
      sid: SOURCES[publisher].sid,
      principals: { Service: publisher },
      actions: ["sns:Publish"],
      resources: [this.arn],
      conditions,
    });
    const ofAccount = (publisher: Publisher) => {
      const { service, resources } = SOURCES[publisher];
      return { ArnLike: { "aws:SourceArn": arn(locationOf(this, this.arn), service, resources) } };
    };
    return [
      ...this.accountPublishers.map((publisher) => statement(publisher, ofAccount(publisher))),
      ...[...this.publishers].map(([publisher, sourceArns]) =>
        statement(publisher, { ArnEquals: { "aws:SourceArn": sourceArns } }),
      ),
    ];
  }

  private subscribeAll(protocol: Protocol, endpoints: readonly string[]): void {
    for (const endpoint of endpoints) {
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

/** An endpoint is part of the address of its subscription. */
function checkEndpoints(c: Checks, prop: string, endpoints: readonly string[], rule: Rule<string>): void {
  c.known({ [prop]: endpoints });
  const entries = endpoints.map((key, index) => ({ prop: `${prop}[${index}]`, key }));
  for (const entry of entries) {
    c.value(entry.prop, entry.key, rule);
  }
  c.distinct(entries, `'${prop}'`, "list it once: nobody wants each message twice");
}

function checkPublishers(c: Checks, publishers: readonly Publisher[]): void {
  c.known({ accountPublishers: publishers });
  const entries = publishers.map((key, index) => ({ prop: `accountPublishers[${index}]`, key }));
  for (const { prop, key } of entries) {
    c.value(prop, key, rules.oneOf(Object.keys(SOURCES) as Publisher[], "others publish by a role"));
  }
  c.distinct(entries, "'accountPublishers'", "name each service once");
}

/**
 * What publishes, and for which resources of an account.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
const SOURCES: Readonly<Record<Publisher, { sid: string; service: string; resources: string }>> = {
  "events.amazonaws.com": { sid: "PublishEvents", service: "events", resources: "rule/*" },
  "cloudwatch.amazonaws.com": { sid: "PublishAlarms", service: "cloudwatch", resources: "alarm:*" },
};

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
