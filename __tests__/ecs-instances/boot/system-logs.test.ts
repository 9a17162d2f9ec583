import { EcsCluster } from "../../../modules/ecs-cluster";
import type { EcsInstancesProps } from "../../../modules/ecs-instances";
import { instanceGroup, network } from "../../support/context";
import { parseJsonTemplate, refusal, synthesize } from "../../support/synth";

const FILES = [
  "/var/log/dmesg",
  "/var/log/docker",
  "/var/log/ecs/audit.log",
  "/var/log/ecs/ecs-agent.log",
  "/var/log/ecs/ecs-init.log",
  "/var/log/messages",
];

function withLogs(...groups: { name: string; systemLogs?: EcsInstancesProps["systemLogs"] }[]) {
  return synthesize((scope) => {
    const cluster = new EcsCluster(scope, "cluster", { name: "main" });
    const vpc = network(scope);
    for (const { name, systemLogs } of groups) {
      instanceGroup(scope, name, { cluster, vpc, systemLogs });
    }
  });
}

function names(stack: ReturnType<typeof withLogs>): unknown[] {
  return stack
    .list("aws_cloudwatch_log_group")
    .map(({ name }) => name)
    .sort();
}

describe("system logs", () => {
  test("are not collected unless asked for", () => {
    expect(withLogs({ name: "web" }).types).not.toContain("aws_cloudwatch_log_group");
  });

  test("[S5.7] are six log groups that are kept for 30 days", () => {
    const stack = withLogs({ name: "web", systemLogs: {} });
    expect(names(stack)).toEqual(FILES.map((file) => `main/web${file}`));
    const retentions = stack.list("aws_cloudwatch_log_group").map((group) => group.retention_in_days);
    expect(new Set(retentions)).toEqual(new Set([30]));
  });

  test("[S5.15] of several groups, clusters and environments do not meet under one name", () => {
    const stack = withLogs(
      { name: "web", systemLogs: {} },
      { name: "batch", systemLogs: { cloudwatchPrefix: "prod/main", retentionDays: 7 } },
    );
    expect(new Set(names(stack)).size).toBe(12);
    expect(names(stack)).toContain("prod/main/batch/var/log/messages");
  });

  test("[S1.4] may be written by the instances' role, and no other log group may", () => {
    const stack = withLogs({ name: "web", systemLogs: {} });
    const { Statement } = parseJsonTemplate(stack.only("aws_iam_role_policy").policy) as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
    const grants = Statement.filter(({ Action }) => Action.some((action) => action.startsWith("logs:")));
    expect(grants.flatMap(({ Action }) => Action)).toEqual([
      "logs:CreateLogStream",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]);
    const targets = grants.flatMap(({ Resource }) => Resource);
    expect(targets.map((arn) => stack.follow(arn).name).sort()).toEqual(names(stack));
    expect(targets.filter((arn) => !/^\$\{[^}]+\.arn\}:\*$/.test(arn))).toEqual([]);
  });

  test.each<[string, NonNullable<EcsInstancesProps["systemLogs"]>, string]>([
    [
      "the prefix has characters that log groups may not have",
      { cloudwatchPrefix: "my logs" },
      `'systemLogs.cloudwatchPrefix' must be 1 to 400 letters, digits and the characters . _ / # -, got "my logs"; choose another prefix`,
    ],
    [
      "AWS has no such retention",
      { retentionDays: 31 },
      "'systemLogs.retentionDays' must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 31; take the next longer one",
    ],
  ])("fails when %s", (_, systemLogs, message) => {
    const got = refusal((stack) => {
      const cluster = new EcsCluster(stack, "cluster", { name: "main" });
      instanceGroup(stack, "web", { cluster, vpc: network(stack), systemLogs });
    });
    expect(got).toBe(`test/web: ${message}`);
  });
});
