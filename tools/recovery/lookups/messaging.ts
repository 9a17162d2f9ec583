import { type Lookups, present, textOf } from "./lookup";

/** Topics and subscriptions are imported by ARNs, targets of rules by ids that the provider makes up. */
export const MESSAGING_LOOKUPS: Lookups = {
  aws_sns_topic: async ({ block }, config) => {
    const { paginateListTopics, SNSClient } = await import("@aws-sdk/client-sns");
    const arns: (string | undefined)[] = [];
    for await (const { Topics } of paginateListTopics({ client: new SNSClient(config) }, {})) {
      arns.push(...(Topics ?? []).map(({ TopicArn }) => TopicArn));
    }
    return present(arns).filter((arn) => arn.split(":").at(-1) === block.name);
  },
  aws_sns_topic_subscription: async ({ block }, config) => {
    const TopicArn = textOf(block.topic_arn);
    if (TopicArn === undefined) {
      return [];
    }
    const { paginateListSubscriptionsByTopic, SNSClient } = await import("@aws-sdk/client-sns");
    const arns: (string | undefined)[] = [];
    const pages = paginateListSubscriptionsByTopic({ client: new SNSClient(config) }, { TopicArn });
    for await (const { Subscriptions } of pages) {
      arns.push(
        ...(Subscriptions ?? [])
          .filter(({ Endpoint, Protocol }) => Endpoint === block.endpoint && Protocol === block.protocol)
          .map(({ SubscriptionArn }) => SubscriptionArn),
      );
    }
    // One that nobody has confirmed has no ARN; to subscribe again is to be asked again.
    return present(arns).filter((arn) => arn.startsWith("arn:"));
  },
  aws_cloudwatch_event_target: async ({ block }, config) => {
    const Rule = textOf(block.rule);
    if (Rule === undefined) {
      return [];
    }
    const { EventBridgeClient, ListTargetsByRuleCommand, ResourceNotFoundException } =
      await import("@aws-sdk/client-eventbridge");
    try {
      const { Targets } = await new EventBridgeClient(config).send(new ListTargetsByRuleCommand({ Rule }));
      return (Targets ?? []).filter(({ Arn }) => Arn === block.arn).map(({ Id = "" }) => `${Rule}/${Id}`);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) {
        return [];
      }
      throw error;
    }
  },
};
