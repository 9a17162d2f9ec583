import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { describeDiagnostic, findOthers, regionOf, validateProp } from "../core";
import type { EcsCluster } from "../ecs-cluster";
import type { SnsTopic } from "../sns";
import { DEFAULT_EVENTS, type EcsEventKind, EVENT_KINDS } from "./event-kinds";
import { ruleName } from "./rule-name";

export interface EcsEventsProps {
  /** The cluster that is watched. */
  readonly cluster: EcsCluster;
  /** Where the messages go. */
  readonly topic: SnsTopic;
  /**
   * What is told; `spot-interruption` tells of every Spot instance in the region of the account, since EC2's event
   * names no cluster.
   * @default all kinds but `spot-interruption`
   */
  readonly events?: readonly EcsEventKind[];
}

/**
 * Tells people what goes wrong in a cluster, each event in a sentence they can read, with a link to the console.
 *
 * Makes, for each kind of event, `aws_cloudwatch_event_rule`, `aws_cloudwatch_event_target`, and the topic's
 * permission for that rule.
 */
export class EcsEvents extends Construct {
  private readonly clusterName: string;
  private readonly kinds: readonly EcsEventKind[];

  constructor(scope: Construct, id: string, props: EcsEventsProps) {
    super(scope, id);
    const { cluster, topic, events = DEFAULT_EVENTS } = props;
    this.clusterName = cluster.clusterName;
    this.kinds = events;
    validateProp(this, "events", events, {
      must: "name each kind once",
      isMet: (kinds) => new Set(kinds).size === kinds.length,
      hint: "remove the repeated one",
    });
    this.node.addValidation({ validate: () => [...this.findMissingInstances(cluster), ...this.findTwins()] });

    for (const kind of events) {
      this.addRule(kind, cluster, topic);
    }
  }

  private addRule(kind: EcsEventKind, cluster: EcsCluster, topic: SnsTopic): void {
    const { description, pattern, paths, sentence, consoleUrl } = EVENT_KINDS[kind];
    const { clusterName: name, arn } = cluster;
    const region = regionOf(this);
    const rule = new CloudwatchEventRule(this, kind, {
      name: ruleName(name, kind),
      description,
      // Late, because instance groups may join the cluster after this.
      eventPattern: Lazy.stringValue({
        produce: () => {
          const autoScalingGroupNames = cluster.instanceGroups.map((group) => group.autoScalingGroupName);
          return JSON.stringify(pattern({ arn, autoScalingGroupNames }));
        },
      }),
    });
    new CloudwatchEventTarget(this, `${kind}-target`, {
      rule: rule.name,
      arn: topic.arn,
      inputTransformer: {
        inputPaths: { ...paths },
        // EventBridge wants a JSON text: the quotes belong to it.
        inputTemplate: JSON.stringify(`Cluster ${name}: ${sentence}; see ${consoleUrl({ name, region })}`),
      },
    });
    topic.allowPublish("events.amazonaws.com", rule.arn);
  }

  private findMissingInstances({ clusterName, instanceGroups }: EcsCluster): string[] {
    if (!this.kinds.includes("instance-unhealthy") || instanceGroups.length > 0) {
      return [];
    }
    return [
      describeDiagnostic(this, {
        prop: "cluster",
        must: "have instances whose health can be watched",
        got: clusterName,
        hint: 'create its EcsInstances, or list the events without "instance-unhealthy"',
      }),
    ];
  }

  /** AWS lets a rule overwrite another one of the same name without a word. */
  private findTwins(): string[] {
    const others = findOthers<EcsEvents>(this, (other) => other instanceof EcsEvents).filter(
      ({ clusterName }) => clusterName === this.clusterName,
    );
    return this.kinds
      .filter((kind) => others.some(({ kinds }) => kinds.includes(kind)))
      .map((kind) =>
        describeDiagnostic(this, {
          prop: "events",
          must: `not name a kind that another EcsEvents of cluster ${this.clusterName} names`,
          got: kind,
          hint: "name it in one of them",
        }),
      );
  }
}
