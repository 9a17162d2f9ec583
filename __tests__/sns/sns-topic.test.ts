import { type Publisher, SnsTopic, type SnsTopicProps } from "../../modules/sns";
import { parseJsonTemplate, refusal, refusalOf, synthesize } from "../support/synth";

describe("a topic", () => {
  test("is a topic with its policy, and nothing else by default", () => {
    const stack = synthesize((scope) => new SnsTopic(scope, "topic", { name: "alerts" }));
    expect(stack.types).toEqual(["aws_sns_topic", "aws_sns_topic_policy"]);
    expect(stack.only("aws_sns_topic")).toMatchObject({ name: "alerts" });
  });

  test("has its e-mail subscribers in the state", () => {
    const emails = ["ops@example.com", "dev+alerts@example.com"];
    const stack = synthesize((scope) => new SnsTopic(scope, "topic", { name: "alerts", emails }));
    const subscriptions = stack.list("aws_sns_topic_subscription");
    expect(subscriptions).toMatchObject(emails.map((endpoint) => ({ protocol: "email", endpoint })));
    expect(subscriptions.map(({ topic_arn }) => stack.follow(topic_arn))).toEqual(
      emails.map(() => stack.only("aws_sns_topic")),
    );
  });

  test("keeps a subscriber's address in the state when another is removed", () => {
    const subscribe = (emails: string[]) =>
      synthesize((scope) => new SnsTopic(scope, "topic", { name: "alerts", emails })).resources(
        "aws_sns_topic_subscription",
      );
    expect(subscribe(["a@example.com", "b@example.com"])).toMatchObject(subscribe(["b@example.com"]));
  });

  test("lets each AWS service publish for the resources that are named, in one statement each", () => {
    const stack = synthesize((scope) => {
      const topic = new SnsTopic(scope, "topic", { name: "alerts" });
      topic.allowPublish("events.amazonaws.com", "arn:aws:events:eu-west-1:1:rule/one");
      topic.allowPublish("cloudwatch.amazonaws.com", "arn:aws:cloudwatch:eu-west-1:1:alarm:two");
      topic.allowPublish("cloudwatch.amazonaws.com", "arn:aws:cloudwatch:eu-west-1:1:alarm:three");
    });
    const policy = stack.only("aws_sns_topic_policy");
    expect(stack.follow(policy.arn)).toBe(stack.only("aws_sns_topic"));
    const statement = {
      Effect: "Allow",
      Action: ["sns:Publish"],
      Resource: [expect.stringMatching(/^\$\{aws_sns_topic\.[\w-]+\.arn\}$/) as string],
    };
    const { Statement } = parseJsonTemplate(policy.policy) as { Statement: { Effect: string }[] };
    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        ...statement,
        Sid: "PublishEvents",
        Principal: { Service: "events.amazonaws.com" },
        Condition: { ArnEquals: { "aws:SourceArn": ["arn:aws:events:eu-west-1:1:rule/one"] } },
      },
      {
        ...statement,
        Sid: "PublishAlarms",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          ArnEquals: {
            "aws:SourceArn": [
              "arn:aws:cloudwatch:eu-west-1:1:alarm:two",
              "arn:aws:cloudwatch:eu-west-1:1:alarm:three",
            ],
          },
        },
      },
    ]);
  });

  test("tells the statements of its policies apart, without which AWS refuses them", () => {
    const stack = synthesize((scope) => {
      const topic = new SnsTopic(scope, "topic", { name: "alerts", encrypted: true, keepUndelivered: true });
      topic.allowPublish("events.amazonaws.com", "arn:aws:events:eu-west-1:1:rule/one");
      topic.allowPublish("cloudwatch.amazonaws.com", "arn:aws:cloudwatch:eu-west-1:1:alarm:two");
    });
    const identifiers = ["aws_sns_topic_policy", "aws_kms_key_policy", "aws_sqs_queue_policy"].map((type) => {
      const { Id, Statement } = parseJsonTemplate(stack.only(type).policy) as {
        Id: string;
        Statement: { Sid: string }[];
      };
      return [Id, ...Statement.map(({ Sid }) => Sid)];
    });
    expect(identifiers).toEqual([
      ["alerts", "DenyWithoutTls", "PublishEvents", "PublishAlarms"],
      ["topic", "Administration", "Events", "Alarms", "AutoScaling"],
      ["alerts-undelivered", "SendMessages"],
    ]);
  });

  test("fails with a line for each mistake", () => {
    const change = { name: "my alerts", emails: ["ops"], httpsEndpoints: ["http://x.example.com"] };
    expect(refusal((stack) => new SnsTopic(stack, "topic", change))).toBe(
      [
        `test/topic: 'name' must be 1 to 256 letters, digits, hyphens and underscores, got "my alerts"; choose another name`,
        `test/topic: 'emails[0]' must be an e-mail address, got "ops"; write it like team@example.com`,
        `test/topic: 'httpsEndpoints[0]' must be an https:// URL without a user name, got "http://x.example.com"; write it like https://alerts.example.com/ecs`,
      ].join("\n"),
    );
  });

  test.each<[string, Partial<SnsTopicProps>, string]>([
    [
      "its name has a space",
      { name: "my alerts" },
      `'name' must be 1 to 256 letters, digits, hyphens and underscores, got "my alerts"; choose another name`,
    ],
    [
      "its name is too long",
      { name: "a".repeat(257) },
      `'name' must be 1 to 256 letters, digits, hyphens and underscores, got "${"a".repeat(257)}"; choose another name`,
    ],
    [
      "a subscriber is listed twice",
      { emails: ["ops@example.com", "ops@example.com"] },
      `'emails[1]' must be unique in 'emails', got "ops@example.com"; list it once: nobody wants each message twice`,
    ],
    [
      "a subscriber has no address",
      { emails: ["ops@example.com", "ops"] },
      `'emails[1]' must be an e-mail address, got "ops"; write it like team@example.com`,
    ],
  ])("fails when %s", (_, change, message) => {
    expect(refusal((stack) => new SnsTopic(stack, "topic", { name: "alerts", ...change }))).toBe(
      `test/topic: ${message}`,
    );
  });
});

describe("a topic that is open to the account", () => {
  const open = (accountPublishers: readonly Publisher[]) =>
    synthesize((scope) => {
      const topic = new SnsTopic(scope, "topic", { name: "alerts", accountPublishers });
      topic.allowPublish("cloudwatch.amazonaws.com", "arn:aws:cloudwatch:eu-west-1:1:alarm:one");
    });

  test("lets all alarms of the account publish, in place of single ones, and no rule of EventBridge", () => {
    const { policy } = open(["cloudwatch.amazonaws.com"]).only("aws_sns_topic_policy");
    const { Statement } = parseJsonTemplate(policy) as { Statement: { Effect: string }[] };

    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "PublishAlarms",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: [expect.stringMatching(/^\$\{aws_sns_topic\..*\.arn\}$/)],
        Condition: {
          ArnLike: {
            "aws:SourceArn": expect.stringMatching(
              /^arn:aws:cloudwatch:eu-west-1:\$\{element\(.*, 4\)\}:alarm:\*$/,
            ) as string,
          },
        },
      },
    ]);
  });

  test("fails when it is open to a service twice", () => {
    expect(refusalOf(() => open(["cloudwatch.amazonaws.com", "cloudwatch.amazonaws.com"]))).toBe(
      `test/topic: 'accountPublishers[1]' must be unique in 'accountPublishers', got "cloudwatch.amazonaws.com"; name each service once`,
    );
  });
});
