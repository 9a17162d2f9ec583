import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { check, rules } from "../core";
import { resourcePolicy } from "../iam";

export interface TopicQueueProps {
  /** 1 to 80 letters, digits, hyphens and underscores; unique in the region of the account. */
  readonly name: string;
  /** The topic that may send to the queue. */
  readonly topicArn: string;
}

/**
 * An encrypted queue that one topic may send to. It keeps a message for 14 days, the longest that there is.
 *
 * Makes `aws_sqs_queue` and `aws_sqs_queue_policy`.
 */
export class TopicQueue extends Construct {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: TopicQueueProps) {
    super(scope, id);
    const { name, topicArn } = props;
    check(this, (c) => {
      c.each(props, { name: NAME });
    });

    const queue = new SqsQueue(this, "queue", {
      name,
      messageRetentionSeconds: FOURTEEN_DAYS,
      sqsManagedSseEnabled: true,
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: resourcePolicy(name, [
        {
          sid: "SendMessages",
          principals: { Service: "sns.amazonaws.com" },
          actions: ["sqs:SendMessage"],
          resources: [queue.arn],
          conditions: { ArnEquals: { "aws:SourceArn": topicArn } },
        },
      ]),
    });
    this.arn = queue.arn;
    this.url = queue.url;
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const NAME = rules.text(
  /^[\w-]{1,80}$/,
  "1 to 80 letters, digits, hyphens and underscores",
  "choose another name",
);
const FOURTEEN_DAYS = 14 * 24 * 60 * 60;
