import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { clientConfig } from "./aws-clients";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: { readonly Service?: string };
  readonly Condition: { readonly ArnEquals?: { readonly "aws:SourceArn": readonly string[] } };
}

/** For which rules SNS lets EventBridge publish to a topic, sorted. */
export function allowedRules(region: string, topicArn: string): Promise<string[]> {
  return allowedSources(region, topicArn, "events.amazonaws.com");
}

/** For which resources SNS lets an AWS service publish to a topic, sorted. */
export async function allowedSources(region: string, topicArn: string, publisher: string): Promise<string[]> {
  const client = new SNSClient({ ...clientConfig(), region });
  const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
  const { Statement } = JSON.parse(Attributes?.Policy ?? "{}") as { Statement: Statement[] };
  return Statement.filter(({ Effect, Principal }) => Effect === "Allow" && Principal.Service === publisher)
    .flatMap(({ Condition }) => Condition.ArnEquals?.["aws:SourceArn"] ?? [])
    .sort();
}

/** The rules of EventBridge whose names begin so and that go to a topic, sorted. */
export async function rulesTo(region: string, prefix: string, topicArn: string): Promise<string[]> {
  const client = new EventBridgeClient({ ...clientConfig(), region });
  const { Rules = [] } = await client.send(new ListRulesCommand({ NamePrefix: prefix }));
  const arns = await Promise.all(
    Rules.map(async ({ Name, Arn }) => {
      const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: Name }));
      return Targets.some((target) => target.Arn === topicArn) && Arn !== undefined ? [Arn] : [];
    }),
  );
  return arns.flat().sort();
}
