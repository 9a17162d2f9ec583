import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { check, checkAtSynthesis, type Checks, regionOf, rules } from "../core";
import type { EcsCluster } from "../ecs-cluster";
import type { ISnsTopic } from "../sns";
import { DEFAULT_EVENTS, type EcsEventKind, EVENT_KINDS } from "./event-kinds";
import { ruleName } from "./rule-name";

export interface EcsEventsProps {
  /** The cluster that is watched. */
  readonly cluster: EcsCluster;
  /** Where the messages go. */
  readonly topic: ISnsTopic;
  /**
   * What is reported; `spot-interruption` reports every Spot instance in the region of the account, since EC2's event
   * names no cluster.
   * @default all kinds but `spot-interruption`
   */
  readonly events?: readonly EcsEventKind[];
  /**
   * ARN of a queue that keeps what could not be delivered to the topic; its policy must let `events.amazonaws.com` send
   * for the rules.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   * @default none: it is lost after 24 hours of retries
   */
  readonly deadLetterQueueArn?: string;
}

/**
 * Tells people what goes wrong in a cluster, each event in a sentence they can read, with a link to the console.
 *
 * Makes, for each kind of event, `aws_cloudwatch_event_rule`, `aws_cloudwatch_event_target`, and the topic's
 * permission for that rule.
 */
export class EcsEvents extends Construct {
  constructor(scope: Construct, id: string, props: EcsEventsProps) {
    super(scope, id);
    const { cluster, topic, events = DEFAULT_EVENTS, deadLetterQueueArn } = props;
    check(this, (c) => {
      checkKinds(c, events, cluster);
      c.each(props, { deadLetterQueueArn: QUEUE_ARN });
    });
    checkAtSynthesis(this, (c) => {
      checkInstances(c, events, cluster);
    });

    for (const kind of events) {
      this.addRule(kind, cluster, topic, deadLetterQueueArn);
    }
  }

  private addRule(
    kind: EcsEventKind,
    cluster: EcsCluster,
    topic: ISnsTopic,
    queueArn: string | undefined,
  ): void {
    const { description, pattern, paths, sentence, consoleUrl } = EVENT_KINDS[kind];
    const { clusterName: name, arn } = cluster;
    const region = regionOf(this);
    const rule = new CloudwatchEventRule(this, kind, {
      name: ruleName(name, kind),
      description,
      // Late, because instance groups may join the cluster after this.
      eventPattern: Lazy.stringValue({
        produce: () => {
          const autoScalingGroupNames = cluster.capacityProviders.map((group) => group.autoScalingGroupName);
          return JSON.stringify(pattern({ arn, autoScalingGroupNames }));
        },
      }),
    });
    new CloudwatchEventTarget(this, `${kind}-target`, {
      rule: rule.name,
      arn: topic.arn,
      deadLetterConfig: queueArn === undefined ? undefined : { arn: queueArn },
      inputTransformer: {
        inputPaths: { ...paths },
        // EventBridge wants a JSON text: the quotes belong to it.
        inputTemplate: JSON.stringify(`Cluster ${name}: ${sentence}; see ${consoleUrl({ name, region })}`),
      },
    });
    topic.allowPublish("events.amazonaws.com", rule.arn, this);
  }
}

/** AWS lets a rule overwrite another one of the same name without a word. */
function checkKinds(c: Checks, kinds: readonly EcsEventKind[], cluster: EcsCluster): void {
  c.known({ events: kinds });
  const entries = kinds.map((key, index) => ({ prop: `events[${index}]`, key }));
  c.distinct(entries, "'events'", "name each kind once");
  for (const { prop, key } of entries) {
    c.value(prop, key, rules.oneOf(Object.keys(EVENT_KINDS) as EcsEventKind[], "take one of these"));
    c.unique(prop, key, {
      owner: cluster,
      kind: "event kind",
      inWords: "the cluster",
      hint: "name it in one of the two",
    });
  }
}

function checkInstances(c: Checks, kinds: readonly EcsEventKind[], cluster: EcsCluster): void {
  c.requireAdded(() => !kinds.includes("instance-unhealthy") || cluster.capacityProviders.length > 0, {
    prop: "cluster",
    must: "have instances whose health can be watched",
    got: cluster.clusterName,
    of: [],
    hint: 'create its EcsInstances, or list the events without "instance-unhealthy"',
  });
}

const QUEUE_ARN = rules.text(
  /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/,
  "the ARN of a queue",
  "write it like arn:aws:sqs:eu-west-1:123456789012:undelivered",
);
