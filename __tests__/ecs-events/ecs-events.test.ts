import { EcsCluster } from "../../modules/ecs-cluster";
import { EcsEvents } from "../../modules/ecs-events";
import { SnsTopic } from "../../modules/sns";
import { parseJsonTemplate, synthesize } from "../support/synth";

const stack = synthesize((scope) => {
  const cluster = new EcsCluster(scope, "cluster", { name: "main" });
  const topic = new SnsTopic(scope, "topic", { name: "alerts", emails: ["ops@example.com"] });
  new EcsEvents(scope, "events", { cluster, topic });
});

describe("the events of a cluster", () => {
  test("[S5.8] are tasks of this cluster that stopped because an essential container did", () => {
    const pattern = parseJsonTemplate(stack.only("aws_cloudwatch_event_rule").event_pattern);
    expect(pattern).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        clusterArn: [expect.stringMatching(/^\$\{aws_ecs_cluster\.[\w-]+\.arn\}$/)],
        lastStatus: ["STOPPED"],
        stoppedReason: ["Essential container in task exited"],
      },
    });
  });

  test("come from a rule that names its cluster", () => {
    expect(stack.only("aws_cloudwatch_event_rule").name).toBe("main-task-stopped");
  });

  test("[S5.8] reach the topic, and so its subscribers, as a sentence", () => {
    const target = stack.only("aws_cloudwatch_event_target");
    expect(stack.follow(target.rule)).toBe(stack.only("aws_cloudwatch_event_rule"));
    expect(stack.follow(target.arn)).toBe(stack.only("aws_sns_topic"));
    expect(stack.follow(stack.only("aws_sns_topic_subscription").topic_arn)).toBe(
      stack.only("aws_sns_topic"),
    );
    const message = messageOf({
      time: "2026-01-31T12:00:00Z",
      detail: {
        group: "service:app",
        stoppedReason: "Essential container in task exited",
        taskArn: "arn:aws:ecs:eu-west-1:1:task/main/0",
      },
    });
    expect(message).toBe(
      "Cluster main, service:app: a task stopped at 2026-01-31T12:00:00Z because: " +
        "Essential container in task exited. Task: arn:aws:ecs:eu-west-1:1:task/main/0",
    );
  });

  test("may be published by exactly their rule", () => {
    const { Statement } = parseJsonTemplate(stack.only("aws_sns_topic_policy").policy) as {
      Statement: { Condition: { ArnEquals: Record<string, string> } }[];
    };
    expect(Statement).toMatchObject([
      { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: ["sns:Publish"] },
    ]);
    const condition = Statement[0]?.Condition.ArnEquals ?? {};
    expect(Object.keys(condition)).toEqual(["aws:SourceArn"]);
    expect(stack.follow(condition["aws:SourceArn"])).toBe(stack.only("aws_cloudwatch_event_rule"));
  });
});

/** What EventBridge makes of an event: paths are looked up, put into the template, and the whole is read as JSON. */
function messageOf(event: object): unknown {
  const { input_paths, input_template } = stack.only("aws_cloudwatch_event_target").input_transformer as {
    input_paths: Record<string, string>;
    input_template: string;
  };
  const text = input_template.replace(/<(\w+)>/g, (_, name: string) => {
    const path = (input_paths[name] ?? "").split(".").slice(1);
    return String(path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], event));
  });
  return JSON.parse(text);
}
