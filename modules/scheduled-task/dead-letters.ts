import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { denyWithoutTls, resourcePolicy } from "../iam";
import type { ISnsTopic } from "../sns";

export interface DeadLettersProps {
  /** Name of the queue and of the alarm. */
  readonly name: string;
  /** Who is told of the first message, and when the queue is empty again. @default nobody */
  readonly topic?: ISnsTopic;
  /** The customer's key that encrypts the messages. @default SQS's own key */
  readonly kmsKeyArn?: string;
}

/**
 * The queue of runs that EventBridge could not start: each message says which, and what ECS answered. It keeps them
 * for 14 days, the longest that there is.
 *
 * Makes `aws_sqs_queue`, encrypted, `aws_sqs_queue_policy`, which refuses whoever comes without TLS, and with a topic
 * `aws_cloudwatch_metric_alarm`.
 */
export class DeadLetters extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, topic, kmsKeyArn }: DeadLettersProps) {
    super(scope, id);
    const queue = new SqsQueue(this, "queue", {
      name,
      messageRetentionSeconds: FOURTEEN_DAYS,
      ...(kmsKeyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: kmsKeyArn }),
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: resourcePolicy(name, [denyWithoutTls(["sqs:SendMessage", "sqs:ReceiveMessage"], [queue.arn])]),
    });
    this.arn = queue.arn;
    if (topic !== undefined) {
      this.addAlarm(name, queue.name, topic);
    }
  }

  private addAlarm(name: string, queueName: string, topic: ISnsTopic): void {
    const alarm = new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: `A scheduled task could not be started: read why in the queue ${name}, then empty it`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      // SQS stops to publish for a queue that nobody has used for six hours.
      treatMissingData: "ignore",
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    });
    topic.allowPublish("cloudwatch.amazonaws.com", alarm.arn, this);
  }
}

const FOURTEEN_DAYS = 14 * 24 * 60 * 60;
