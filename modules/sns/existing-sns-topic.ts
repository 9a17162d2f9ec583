import { Construct } from "constructs";
import { check, rules } from "../core";
import type { ISnsTopic } from "./isns-topic";

export interface ExistingSnsTopicProps {
  /** E.g. `arn:aws:sns:eu-west-1:123456789012:alerts`. */
  readonly topicArn: string;
}

/**
 * A topic that another program made, and whose policy lets the services of this account publish that publish here: see
 * `accountPublishers` of `SnsTopic`. Makes no resource.
 */
export class ExistingSnsTopic extends Construct implements ISnsTopic {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ExistingSnsTopicProps) {
    super(scope, id);
    check(this, (c) => {
      c.each(props, { topicArn: TOPIC_ARN });
    });
    this.arn = props.topicArn;
  }

  /** A topic has one policy, which is not this program's: nothing to do. */
  allowPublish(): void {
    // The owner has done it.
  }
}

const TOPIC_ARN = rules.text(
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
  "the ARN of a topic",
  "write it like arn:aws:sns:eu-west-1:123456789012:alerts",
);
