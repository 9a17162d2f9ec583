import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { EcsCluster } from "../ecs-cluster";
import type { SnsTopic } from "../sns";

export interface EcsEventsProps {
  /** The cluster whose tasks are watched. */
  readonly cluster: EcsCluster;
  /** Where the messages go. */
  readonly topic: SnsTopic;
}

/**
 * Tells people when an essential container of a task stopped, in a sentence they can read.
 *
 * Makes `aws_cloudwatch_event_rule`, `aws_cloudwatch_event_target`, and the topic's permission for that rule.
 */
export class EcsEvents extends Construct {
  constructor(scope: Construct, id: string, props: EcsEventsProps) {
    super(scope, id);
    const { cluster, topic } = props;

    const rule = new CloudwatchEventRule(this, "task-stopped", {
      name: `${cluster.clusterName}-task-stopped`,
      description: "An essential container of a task stopped",
      eventPattern: JSON.stringify({
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
          clusterArn: [cluster.arn],
          lastStatus: ["STOPPED"],
          stoppedReason: ["Essential container in task exited"],
        },
      }),
    });
    new CloudwatchEventTarget(this, "task-stopped-target", {
      rule: rule.name,
      arn: topic.arn,
      inputTransformer: {
        inputPaths: {
          group: "$.detail.group",
          reason: "$.detail.stoppedReason",
          task: "$.detail.taskArn",
          time: "$.time",
        },
        // EventBridge wants a JSON text: the quotes belong to it.
        inputTemplate: JSON.stringify(
          `Cluster ${cluster.clusterName}, <group>: a task stopped at <time> because: <reason>. Task: <task>`,
        ),
      },
    });
    topic.allowPublish("events.amazonaws.com", rule.arn);
  }
}
