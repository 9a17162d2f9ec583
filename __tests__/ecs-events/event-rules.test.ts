import { ruleName } from "../../modules/ecs-events/rule-name";
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
  test("fails when a kind is named twice", () => {
    expect(() => synthesizeEvents({ events: ["task-stopped", "task-stopped"] })).toThrow(
      new Error(
        `test/events: 'events' must name each kind once, got ["task-stopped","task-stopped"]; remove the repeated one`,
      ),
    );
  });

  test("fails when two of a cluster would make rules of the same name", () => {
    expect(() =>
      synthesizeEvents({ events: ["task-stopped"], moreEvents: ["task-stopped", "out-of-memory"] }),
    ).toThrow(
      new Error(
        ["events", "more-events"]
          .map(
            (id) =>
              `test/${id}: 'events' must not name a kind that another EcsEvents of cluster acc names, ` +
              `got "task-stopped"; name it in one of them`,
          )
          .join("\n"),
      ),
    );
  });

  test("fails when the health of instances is watched and there are none", () => {
    expect(() => synthesizeEvents({ withInstances: false })).toThrow(
      new Error(
        `test/events: 'cluster' must have instances whose health can be watched, got "acc"; ` +
          `create its EcsInstances, or list the events without "instance-unhealthy"`,
      ),
    );
  });
});
