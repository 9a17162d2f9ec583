import type { EcsEventKind } from "../../modules/ecs-events";
import { ruleName } from "../../modules/ecs-events/rule-name";
import { refusalOf } from "../support/synth";
import { synthesizeEvents } from "./synthesize-events";

describe("the events of a cluster", () => {
  test("are all told but Spot interruptions, which come from every cluster", () => {
    const rules = synthesizeEvents().resources("aws_cloudwatch_event_rule");

    expect(
      Object.values(rules)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "acc-deployment-failed",
      "acc-instance-unhealthy",
      "acc-out-of-memory",
      "acc-placement-failed",
      "acc-task-start-impaired",
      "acc-task-stopped",
    ]);
  });

  test("[S5.22] all go to the topic, which has somebody who receives them", () => {
    const stack = synthesizeEvents();
    const [topic = ""] = Object.keys(stack.resources("aws_sns_topic"));
    const targets = Object.values(stack.resources("aws_cloudwatch_event_target"));

    expect(new Set(targets.map(({ arn }) => arn))).toEqual(new Set([`\${aws_sns_topic.${topic}.arn}`]));
    expect(stack.only("aws_sns_topic_subscription")).toMatchObject({
      topic_arn: `\${aws_sns_topic.${topic}.arn}`,
      protocol: "email",
      endpoint: "ops@example.com",
    });
  });

  test("[S5.8] may be published by their rules and nobody else", () => {
    const stack = synthesizeEvents();
    const policy = JSON.parse(String(stack.only("aws_sns_topic_policy").policy)) as {
      Statement: { Effect: string; Condition: object }[];
    };
    const allowed = policy.Statement.filter(({ Effect }) => Effect === "Allow");

    const rules = Object.keys(stack.resources("aws_cloudwatch_event_rule"));

    expect(rules).toHaveLength(6);
    expect(allowed.map(({ Condition }) => Condition)).toEqual([
      { ArnEquals: { "aws:SourceArn": rules.map((rule) => `\${aws_cloudwatch_event_rule.${rule}.arn}`) } },
    ]);
  });
});

describe("the name of a rule", () => {
  test("is the cluster's and the kind's, at most 64 characters long", () => {
    const long = "a".repeat(255);

    expect(ruleName("acc", "task-stopped")).toBe("acc-task-stopped");
    expect(ruleName("a".repeat(51), "task-stopped")).toHaveLength(64);
    expect(ruleName(long, "task-start-impaired")).toMatch(/^a{37}-[0-9a-f]{6}-task-start-impaired$/);
    expect(ruleName(long, "task-stopped")).toHaveLength(64);
  });

  test("differs for long cluster names that begin alike", () => {
    const [one, other] = ["b", "c"].map((end) => ruleName(`${"a".repeat(100)}${end}`, "task-stopped"));

    expect(one).not.toBe(other);
  });
});

describe("EcsEvents", () => {
  test("keeps what could not be delivered in the queue that it is given", () => {
    const deadLetterQueueArn = "arn:aws:sqs:eu-west-1:123456789012:undelivered";
    for (const target of synthesizeEvents({ deadLetterQueueArn }).list("aws_cloudwatch_event_target")) {
      expect(target).toMatchObject({ dead_letter_config: { arn: deadLetterQueueArn } });
    }
    for (const target of synthesizeEvents().list("aws_cloudwatch_event_target")) {
      expect(target).not.toHaveProperty("dead_letter_config");
    }
  });

  test("fails when a kind is named twice, and one is unknown", () => {
    const unknown = "task-started";
    const events = ["task-stopped", "task-stopped", unknown as EcsEventKind] as const;
    expect(refusalOf(() => synthesizeEvents({ events }))).toBe(
      [
        `test/events: 'events[1]' must be unique in 'events', got "task-stopped"; name each kind once`,
        `test/events: 'events[2]' must be one of "task-stopped", "out-of-memory", "deployment-failed", "task-start-impaired", "placement-failed", "instance-unhealthy", "spot-interruption", got "task-started"; take one of these`,
      ].join("\n"),
    );
  });

  test("fails when two of a cluster would make rules of the same name", () => {
    const setting = { events: ["task-stopped"], moreEvents: ["out-of-memory", "task-stopped"] } as const;
    expect(refusalOf(() => synthesizeEvents(setting))).toBe(
      `test/more-events: 'events[1]' must be unique in the cluster, got "task-stopped"; 'test/events' has it: name it in one of the two`,
    );
  });

  test("fails when the health of instances is watched and there are none", () => {
    expect(refusalOf(() => synthesizeEvents({ withInstances: false }))).toBe(
      `test/events: 'cluster' must have instances whose health can be watched, got "acc"; ` +
        `create its EcsInstances, or list the events without "instance-unhealthy"`,
    );
  });

  test("fails when the queue is not given by its ARN", () => {
    expect(refusalOf(() => synthesizeEvents({ deadLetterQueueArn: "undelivered" }))).toBe(
      `test/events: 'deadLetterQueueArn' must be the ARN of a queue, got "undelivered"; write it like arn:aws:sqs:eu-west-1:123456789012:undelivered`,
    );
  });
});
