import { ScheduledTask, type ScheduledTaskProps } from "../../modules/scheduled-task";
import { SnsTopic } from "../../modules/sns";
import { policyStatements } from "../support/policy-statements";
import { EcsCluster } from "../../modules/ecs-cluster";
import { synthesizeContext } from "../support/service";
import { instanceGroup, network } from "../support/context";
import { refusalOf, synthesize, type SynthesizedStack } from "../support/synth";
import { container } from "../support/task";

function synthesizeScheduled(props: Partial<ScheduledTaskProps> = {}, withTopic = false): SynthesizedStack {
  return synthesizeContext(({ stack, vpc, cluster }) => {
    const topic = withTopic ? new SnsTopic(stack, "topic", { name: "alerts" }) : undefined;
    new ScheduledTask(stack, "report", {
      cluster,
      vpc,
      name: "report",
      containers: [container()],
      schedule: "cron(0 3 * * ? *)",
      topic,
      ...props,
    });
  });
}

/** The address of a stack's only resource of a type, as a reference to `attribute`. */
function reference(stack: SynthesizedStack, type: string, attribute: string): string {
  stack.only(type);
  return `\${${type}.${Object.keys(stack.resources(type))[0] ?? ""}.${attribute}}`;
}

function role(stack: SynthesizedStack) {
  const { target } = stack.only("aws_scheduler_schedule") as { target: { role_arn: string } };
  return stack.follow(target.role_arn);
}

describe("a scheduled task", () => {
  const stack = synthesizeScheduled();

  test("[S2.20] is run by EventBridge when it is time, in UTC, on the minute", () => {
    expect(stack.only("aws_scheduler_schedule")).toMatchObject({
      name: "main-report",
      schedule_expression: "cron(0 3 * * ? *)",
      schedule_expression_timezone: "UTC",
      flexible_time_window: { mode: "OFF" },
    });
  });

  test("[S2.20] is one task of this definition, on the cluster's instances", () => {
    const { target } = stack.only("aws_scheduler_schedule");

    expect(target).toMatchObject({
      arn: reference(stack, "aws_ecs_cluster", "arn"),
      ecs_parameters: {
        task_definition_arn: reference(stack, "aws_ecs_task_definition", "arn"),
        task_count: 1,
        capacity_provider_strategy: [
          { capacity_provider: reference(stack, "aws_ecs_capacity_provider", "name"), weight: 1 },
        ],
      },
    });
    expect(target).not.toHaveProperty("ecs_parameters.launch_type");
  });

  test("[S2.20] is tried ten times within an hour, and then told of in a queue", () => {
    expect(stack.only("aws_scheduler_schedule").target).toMatchObject({
      retry_policy: { maximum_retry_attempts: 10, maximum_event_age_in_seconds: 3600 },
      dead_letter_config: { arn: reference(stack, "aws_sqs_queue", "arn") },
    });
    expect(stack.only("aws_sqs_queue")).toMatchObject({
      name: "main-report-not-started",
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
    });
  });

  test("waits for what its first run needs", () => {
    const dependencies = stack.only("aws_scheduler_schedule").depends_on as string[];

    expect(dependencies.map((address) => address.split(".")[0])).toEqual([
      "aws_ecs_cluster_capacity_providers",
      "aws_iam_role_policy",
      "aws_iam_role_policy",
    ]);
  });

  test("takes a time zone, a window and another patience", () => {
    const patient = synthesizeScheduled({
      timeZone: "Europe/Amsterdam",
      flexibleWindowMinutes: 15,
      maximumRetryAttempts: 0,
      maximumEventAgeSeconds: 60,
    });

    expect(patient.only("aws_scheduler_schedule")).toMatchObject({
      schedule_expression_timezone: "Europe/Amsterdam",
      flexible_time_window: { mode: "FLEXIBLE", maximum_window_in_minutes: 15 },
      target: { retry_policy: { maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60 } },
    });
  });

  test("is encrypted with the customer's key, and so are its dead letters, which EventBridge may then use", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    const encrypted = synthesizeScheduled({ kmsKeyArn });
    const policy = encrypted
      .list("aws_iam_role_policy")
      .find(({ role: name }) => String(name).includes("scheduler-role"))?.policy;

    expect(encrypted.only("aws_scheduler_schedule")).toMatchObject({ kms_key_arn: kmsKeyArn });
    expect(encrypted.only("aws_sqs_queue")).toMatchObject({ kms_master_key_id: kmsKeyArn });
    expect(encrypted.only("aws_sqs_queue")).not.toHaveProperty("sqs_managed_sse_enabled");
    expect(policyStatements(policy)).toContainEqual({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [kmsKeyArn],
    });
  });

  test("has a network interface in network mode awsvpc", () => {
    const { target } = synthesizeScheduled({ networkMode: "awsvpc" }).only("aws_scheduler_schedule");

    expect(target).toMatchObject({
      ecs_parameters: { network_configuration: { subnets: ["subnet-private-a", "subnet-private-b"] } },
    });
  });
});

describe("EventBridge", () => {
  const stack = synthesizeScheduled();
  const [run, tag, pass, send, ...others] = policyStatements(
    stack.list("aws_iam_role_policy").find(({ role: name }) => String(name).includes("scheduler-role"))
      ?.policy,
  );
  const inAccount = (resource: string) =>
    expect.stringMatching(
      `^arn:aws:ecs:eu-west-1:\\$\\{element\\(split\\(':', aws_ecs_cluster.+\\), 4\\)\\}:${resource}$`,
    ) as string;

  test("may run this family of task definitions in this cluster only", () => {
    expect(run).toEqual({
      Effect: "Allow",
      Action: ["ecs:RunTask"],
      Resource: [inAccount("task-definition/main-report:\\*")],
      Condition: { ArnEquals: { "ecs:cluster": reference(stack, "aws_ecs_cluster", "arn") } },
    });
    expect(tag).toMatchObject({
      Action: ["ecs:TagResource"],
      Resource: [inAccount("task/main/\\*")],
      Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
    });
    expect(others).toEqual([]);
  });

  test("may pass the task's two roles, to tasks only", () => {
    const roles = pass?.Resource?.map((arn) => stack.follow(arn).path);

    expect(pass).toMatchObject({
      Action: ["iam:PassRole"],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    });
    expect(roles).toEqual(["/ecs/", "/ecs/"]);
  });

  test("may send to the dead-letter queue, which refuses whoever comes without TLS", () => {
    const queue = reference(stack, "aws_sqs_queue", "arn");

    expect(send).toEqual({ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [queue] });
    expect(policyStatements(stack.only("aws_sqs_queue_policy").policy)).toMatchObject([
      {
        Effect: "Deny",
        Resource: [queue],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("takes the role for schedules of this account only", () => {
    const [trust] = policyStatements(role(stack).assume_role_policy);

    expect(trust).toMatchObject({
      Principal: { Service: "scheduler.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": expect.stringContaining("aws_ecs_cluster") as string },
        ArnLike: {
          "aws:SourceArn": expect.stringMatching(
            /^arn:aws:scheduler:eu-west-1:.+:schedule-group\/default$/,
          ) as string,
        },
      },
    });
  });
});

describe("a run that was given up", () => {
  test("is told of, and again when the queue is empty", () => {
    const stack = synthesizeScheduled({}, true);
    const topic = reference(stack, "aws_sns_topic", "arn");

    expect(stack.only("aws_cloudwatch_metric_alarm")).toMatchObject({
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: reference(stack, "aws_sqs_queue", "name") },
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      alarm_actions: [topic],
      ok_actions: [topic],
    });
    expect(policyStatements(stack.only("aws_sns_topic_policy").policy)).toContainEqual(
      expect.objectContaining({
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          ArnEquals: { "aws:SourceArn": [reference(stack, "aws_cloudwatch_metric_alarm", "arn")] },
        },
      }),
    );
  });

  test("stays in the queue alone without a topic", () => {
    expect(synthesizeScheduled().types).not.toContain("aws_cloudwatch_metric_alarm");
  });
});

describe("a scheduled task fails when", () => {
  const expression = (got: string) =>
    `'schedule' must be a cron, rate or at expression, got "${got}"; write it like cron(0 8 ? * MON-FRI *)`;

  test.each<[string, Partial<ScheduledTaskProps>, string]>([
    ["its schedule is cron's of five fields", { schedule: "0 3 * * *" }, expression("0 3 * * *")],
    [
      "its schedule says both day and weekday",
      { schedule: "cron(0 3 * * * *)" },
      expression("cron(0 3 * * * *)"),
    ],
    [
      "its schedule says neither day nor weekday",
      { schedule: "cron(0 3 ? * ? *)" },
      expression("cron(0 3 ? * ? *)"),
    ],
    ...["60 3 * * ? *", "0 24 * * ? *", "0 3 32 * ? *", "0 3 * 13 ? *", "0 3 ? * 8 *", "0 3 * * ? 1969"].map(
      (fields): [string, Partial<ScheduledTaskProps>, string] => [
        `its schedule is ${fields}, which is out of range`,
        { schedule: `cron(${fields})` },
        expression(`cron(${fields})`),
      ],
    ),
    [
      "its schedule is on no day",
      { schedule: "at(2027-02-32T03:00:00)" },
      expression("at(2027-02-32T03:00:00)"),
    ],
    ["its rate is zero", { schedule: "rate(0 hours)" }, expression("rate(0 hours)")],
    [
      "its time zone is none",
      { timeZone: "Amsterdam" },
      `'timeZone' must be a time zone, got "Amsterdam"; write it like Europe/Amsterdam`,
    ],
    [
      "its time zone is not written as AWS does",
      { timeZone: "europe/amsterdam" },
      `'timeZone' must be a time zone, got "europe/amsterdam"; write it like Europe/Amsterdam`,
    ],
    [
      "its window is longer than a day",
      { flexibleWindowMinutes: 1441 },
      "'flexibleWindowMinutes' must be an integer from 1 to 1440, got 1441; leave it out to begin within the minute",
    ],
    [
      "it is tried too often",
      { maximumRetryAttempts: 186 },
      "'maximumRetryAttempts' must be an integer from 0 to 185, got 186; EventBridge asks no more often",
    ],
    [
      "it is given up within a minute",
      { maximumEventAgeSeconds: 59 },
      "'maximumEventAgeSeconds' must be an integer from 60 to 86400, got 59; EventBridge gives up within a day",
    ],
    [
      "its name is too long beside the cluster's",
      { name: "r".repeat(60) },
      `'name' must be at most 64 characters long together with the name of the cluster, got "main-${"r".repeat(60)}"; shorten it`,
    ],
  ])("%s", (_, props, message) => {
    expect(refusalOf(() => synthesizeScheduled(props))).toBe(`test/report: ${message}`);
  });

  test.each([
    "rate(1 hour)",
    "at(2027-01-31T03:00:00)",
    "cron(*/5 8-18 ? * MON-FRI *)",
    "cron(0 0 L * ? *)",
    "cron(0,30 06 15W JAN-MAR,12 ? 2027-2030)",
    "cron(0/15 3 ? * 6L *)",
    "cron(5 3 ? * MON#2 *)",
  ])("not by the schedule %s", (schedule) => {
    expect(synthesizeScheduled({ schedule }).only("aws_scheduler_schedule").schedule_expression).toBe(
      schedule,
    );
  });
});

test("a scheduled task is the same whether it is made before the instances of its cluster or after them", () => {
  const inOrder = (taskFirst: boolean) =>
    synthesize((stack) => {
      const vpc = network(stack);
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      const parts = [
        () => instanceGroup(stack, "default", { cluster, vpc }),
        () => {
          const schedule = "rate(1 hour)";
          new ScheduledTask(stack, "report", {
            cluster,
            vpc,
            name: "report",
            containers: [container()],
            schedule,
          });
        },
      ];
      for (const make of taskFirst ? parts.reverse() : parts) {
        make();
      }
    });

  expect(inOrder(true).json.resource).toEqual(inOrder(false).json.resource);
  expect(inOrder(true).only("aws_scheduler_schedule")).toMatchObject({
    target: { ecs_parameters: { capacity_provider_strategy: [{ weight: 1 }] } },
  });
});
