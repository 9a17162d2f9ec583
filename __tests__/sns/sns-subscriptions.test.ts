import { SnsTopic, type SnsTopicProps } from "../../modules/sns";
import { policyStatements } from "../support/policy-statements";
import { refusalOf, synthesize, type SynthesizedStack } from "../support/synth";

function synthesizeTopic(
  props: Partial<SnsTopicProps>,
  use: (topic: SnsTopic) => void = () => undefined,
): SynthesizedStack {
  return synthesize((stack) => {
    use(new SnsTopic(stack, "topic", { name: "alerts", ...props }));
  });
}

const queueArn = "arn:aws:sqs:eu-west-1:123456789012:pager";

describe("the subscribers of a topic", () => {
  test("[S1.15] are addresses, HTTPS endpoints and queues, all in state", () => {
    const subscriptions = synthesizeTopic({
      emails: ["ops@example.com", "dev@example.com"],
      httpsEndpoints: ["https://alerts.example.com/ecs"],
      queueArns: [queueArn],
    }).resources("aws_sns_topic_subscription");

    expect(
      Object.values(subscriptions).map(({ protocol, endpoint }) => `${String(protocol)} ${String(endpoint)}`),
    ).toEqual([
      "email ops@example.com",
      "email dev@example.com",
      "https https://alerts.example.com/ecs",
      `sqs ${queueArn}`,
    ]);
  });

  test("keep their addresses when another one goes", () => {
    const before = synthesizeTopic({ emails: ["ops@example.com", "dev@example.com"] });
    const after = synthesizeTopic({ emails: ["dev@example.com"] });

    expect(before.resources("aws_sns_topic_subscription")).toMatchObject(
      after.resources("aws_sns_topic_subscription"),
    );
  });

  test("can be a queue of its own, to which this topic alone may send", () => {
    const stack = synthesizeTopic({}, (topic) => topic.addQueue("pager", { name: "acc-pager" }));
    const [queue = ""] = Object.keys(stack.resources("aws_sqs_queue"));
    const [topic = ""] = Object.keys(stack.resources("aws_sns_topic"));

    expect(stack.only("aws_sqs_queue")).toMatchObject({ name: "acc-pager", sqs_managed_sse_enabled: true });
    expect(stack.only("aws_sns_topic_subscription")).toMatchObject({
      protocol: "sqs",
      endpoint: `\${aws_sqs_queue.${queue}.arn}`,
    });
    expect(policyStatements(stack.only("aws_sqs_queue_policy").policy)).toEqual([
      {
        Sid: "SendMessages",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: ["sqs:SendMessage"],
        Resource: [`\${aws_sqs_queue.${queue}.arn}`],
        Condition: { ArnEquals: { "aws:SourceArn": `\${aws_sns_topic.${topic}.arn}` } },
      },
    ]);
  });

  test("that could not be reached leave their messages in a queue, if that is wanted", () => {
    const stack = synthesizeTopic({ emails: ["ops@example.com"], keepUndelivered: true });
    const [queue = ""] = Object.keys(stack.resources("aws_sqs_queue"));

    expect(stack.only("aws_sqs_queue")).toMatchObject({
      name: "alerts-undelivered",
      message_retention_seconds: 1_209_600,
    });
    expect(stack.only("aws_sns_topic_subscription").redrive_policy).toBe(
      `{"deadLetterTargetArn":"\${aws_sqs_queue.${queue}.arn}"}`,
    );
    expect(synthesizeTopic({ emails: ["ops@example.com"] }).resources("aws_sqs_queue")).toEqual({});
  });
});

describe("a topic", () => {
  test("refuses what is not published over TLS, and lets nobody publish unasked", () => {
    expect(policyStatements(synthesizeTopic({}).only("aws_sns_topic_policy").policy)).toEqual([
      {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: ["sns:Publish"],
        Resource: [expect.stringContaining("aws_sns_topic")],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("lets an alarm publish as CloudWatch, for that alarm alone", () => {
    const alarm = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:acc-cpu";
    const stack = synthesizeTopic({}, (topic) => {
      topic.allowPublish("cloudwatch.amazonaws.com", alarm);
    });

    expect(policyStatements(stack.only("aws_sns_topic_policy").policy)[1]).toMatchObject({
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": [alarm] } },
    });
  });

  test("has no key of its own unless that is wanted", () => {
    expect(synthesizeTopic({}).resources("aws_kms_key")).toEqual({});
    expect(synthesizeTopic({}).only("aws_sns_topic")).not.toHaveProperty("kms_master_key_id");
  });
});

describe("the key of an encrypted topic", () => {
  const stack = synthesizeTopic({ encrypted: true });
  const statements = policyStatements(stack.only("aws_kms_key_policy").policy);

  test("is in use only when its policy is in force", () => {
    const [policy = ""] = Object.keys(stack.resources("aws_kms_key_policy"));

    expect(stack.only("aws_sns_topic").kms_master_key_id).toBe(`\${aws_kms_key_policy.${policy}.key_id}`);
    expect(stack.only("aws_kms_key").enable_key_rotation).toBe(true);
  });

  test("lets exactly EventBridge, CloudWatch and Auto Scaling publish through it", () => {
    const users = statements.filter(({ Action }) => Action.includes("kms:GenerateDataKey"));

    expect(users.map(({ Principal }) => Principal)).toEqual([
      { Service: "events.amazonaws.com" },
      { Service: "cloudwatch.amazonaws.com" },
      { AWS: "*" },
    ]);
    expect(users.map(({ Action }) => Action)).toEqual(
      Array<string[]>(3).fill(["kms:Decrypt", "kms:GenerateDataKey"]),
    );
  });

  test("knows Auto Scaling by its service-linked role in the own account", () => {
    const [, , , autoScaling] = statements;

    expect(autoScaling?.Condition?.ArnEquals?.["aws:PrincipalArn"]).toMatch(
      /^arn:aws:iam::\$\{element\(split\(':', aws_kms_key\.\w+\.arn\), 4\)\}:role\/aws-service-role\/autoscaling\.amazonaws\.com\/AWSServiceRoleForAutoScaling$/,
    );
    expect(autoScaling?.Condition?.StringEquals).toHaveProperty(["kms:CallerAccount"]);
  });

  test("puts no condition on EventBridge, which could not meet one", () => {
    expect(statements[1]).not.toHaveProperty("Condition");
  });

  test("is administered by the account, which cannot decrypt with it", () => {
    expect(statements[0]?.Action).toContain("kms:PutKeyPolicy");
    expect(statements[0]?.Action).not.toContain("kms:Decrypt");
  });
});

describe("SnsTopic", () => {
  test("fails when an endpoint is not HTTPS", () => {
    expect(refusalOf(() => synthesizeTopic({ httpsEndpoints: ["http://alerts.example.com"] }))).toBe(
      `test/topic: 'httpsEndpoints[0]' must be an https:// URL without a user name, ` +
        `got "http://alerts.example.com"; write it like https://alerts.example.com/ecs`,
    );
  });

  test("fails when a queue is not given by its ARN", () => {
    expect(refusalOf(() => synthesizeTopic({ queueArns: ["pager"] }))).toBe(
      `test/topic: 'queueArns[0]' must be the ARN of a queue, got "pager"; ` +
        `write it like arn:aws:sqs:eu-west-1:123456789012:alerts`,
    );
  });

  test("fails when a queue's name is too long", () => {
    const name = "q".repeat(81);

    expect(refusalOf(() => synthesizeTopic({}, (topic) => topic.addQueue("pager", { name })))).toBe(
      `test/topic/pager: 'name' must be 1 to 80 letters, digits, hyphens and underscores, ` +
        `got "${name}"; choose another name`,
    );
  });
});
