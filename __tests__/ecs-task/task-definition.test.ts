import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { EcsTaskRole } from "../../modules/ecs-roles";
import type { TaskDefinitionProps } from "../../modules/ecs-task";
import {
  parseJsonTemplate,
  refusal,
  synthesize,
  type SynthesizedStack,
  synthesizeStack,
} from "../support/synth";
import { task } from "../support/task";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

describe("a task definition", () => {
  test("keeps its old revisions, so that there is a way back", () => {
    expect(synthesize((stack) => task(stack)).only("aws_ecs_task_definition")).toMatchObject({
      family: "orders",
      skip_destroy: true,
    });
  });

  test.each<[TaskDefinitionProps["networkMode"], string]>([
    [undefined, "bridge"],
    ["awsvpc", "awsvpc"],
    ["host", "host"],
  ])("asked for the network mode %s runs on instances in mode %s", (networkMode, expected) => {
    expect(synthesize((stack) => task(stack, { networkMode })).only("aws_ecs_task_definition")).toMatchObject(
      {
        network_mode: expected,
        requires_compatibilities: ["EC2"],
      },
    );
  });

  test("says which processors its images are made for on request, and else nothing", () => {
    const [given, none] = (["ARM64", undefined] as const).map((cpuArchitecture) =>
      synthesize((stack) => task(stack, { cpuArchitecture })).only("aws_ecs_task_definition"),
    );

    expect(given?.runtime_platform).toEqual({ cpu_architecture: "ARM64", operating_system_family: "LINUX" });
    expect(none).not.toHaveProperty("runtime_platform");
  });

  test.each([
    [undefined, 30],
    [365, 365],
  ])("keeps its logs, asked for %s days, for %i", (logRetentionDays, expected) => {
    const stack = synthesize((scope) => task(scope, { logRetentionDays }));
    expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/ecs/test/orders",
      retention_in_days: expected,
    });
  });

  test("encrypts its logs with the customer's key, if there is one", () => {
    const stack = synthesize((scope) => task(scope, { logKmsKeyArn: KEY }));

    expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({ kms_key_id: KEY });
    expect(synthesize((scope) => task(scope)).only("aws_cloudwatch_log_group")).not.toHaveProperty(
      "kms_key_id",
    );
  });

  test("has a task role and an execution role that only tasks assume, under the path that may be handed to them", () => {
    const stack = synthesize((scope) => task(scope));
    const { task_role_arn, execution_role_arn } = stack.only("aws_ecs_task_definition");
    const roles = [task_role_arn, execution_role_arn].map((arn) => stack.follow(arn));
    expect(roles).toMatchObject([
      { path: "/ecs/", name_prefix: "test-orders-task-" },
      { path: "/ecs/", name_prefix: "test-orders-exec-" },
    ]);
    const [group = ""] = Object.keys(stack.resources("aws_cloudwatch_log_group"));
    const account = `\${element(split(":", aws_cloudwatch_log_group.${group}.arn), 4)}`;
    for (const { assume_role_policy } of roles) {
      expect(parseJsonTemplate(assume_role_policy)).toMatchObject({
        Statement: [
          {
            Principal: { Service: "ecs-tasks.amazonaws.com" },
            Action: ["sts:AssumeRole"],
            Condition: {
              StringEquals: { "aws:SourceAccount": account },
              ArnLike: { "aws:SourceArn": `arn:aws:ecs:eu-west-1:${account}:*` },
            },
          },
        ],
      });
    }
  });

  test("limits the trust of a task role that it is given, but not of one in another stack, which would then need it", () => {
    const conditionOf = (stack: SynthesizedStack) => {
      const own = stack.list("aws_iam_role").find(({ name_prefix: prefix }) => prefix === "given-");
      return (parseJsonTemplate(own?.assume_role_policy) as { Statement: { Condition?: object }[] })
        .Statement[0]?.Condition;
    };
    const given = (scope: TerraformStack) =>
      new EcsTaskRole(scope, "given", { namePrefix: "given", parameterPrefix: "/acc/app" });
    expect(conditionOf(synthesize((stack) => task(stack, { taskRole: given(stack) })))).toHaveProperty(
      "ArnLike",
    );

    const app = new App();
    const add = (id: string) => {
      const stack = new TerraformStack(app, id);
      new AwsProvider(stack, "aws", { region: "eu-west-1" });
      return stack;
    };
    const [there, here] = [add("there"), add("here")];
    task(here, { taskRole: given(there) });
    here.prepareStack();
    expect(conditionOf(synthesizeStack(there))).toBeUndefined();
  });

  test("may start its tasks' logs and nothing else; its program may do nothing", () => {
    const stack = synthesize((scope) => task(scope));
    const policy = stack.only("aws_iam_role_policy");
    expect(stack.follow(policy.role)).toBe(
      stack.follow(stack.only("aws_ecs_task_definition").execution_role_arn),
    );
    const { Statement } = parseJsonTemplate(policy.policy) as { Statement: { Resource: string[] }[] };
    expect(Statement).toMatchObject([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [expect.anything()],
      },
    ]);
    const [resource] = Statement[0]?.Resource ?? [];
    expect(resource).toMatch(/:\*$/);
    expect(stack.follow(resource)).toBe(stack.only("aws_cloudwatch_log_group"));
  });

  test("lets its program do what it is allowed", () => {
    const stack = synthesize((scope) => {
      task(scope).taskRole.allow({
        actions: ["sqs:SendMessage"],
        resources: ["arn:aws:sqs:eu-west-1:1:jobs"],
      });
    });
    const taskRole = stack.follow(stack.only("aws_ecs_task_definition").task_role_arn);
    const policy = stack.list("aws_iam_role_policy").find(({ role }) => stack.follow(role) === taskRole);
    expect(parseJsonTemplate(policy?.policy)).toMatchObject({ Statement: [{ Action: ["sqs:SendMessage"] }] });
  });

  test.each<[string, Partial<TaskDefinitionProps>, string]>([
    [
      "the family has a space",
      { family: "my app" },
      `'family' must be 1 to 255 letters, digits, hyphens and underscores, got "my app"; choose another name`,
    ],
    [
      "there are no such processors",
      { cpuArchitecture: "arm64" as "ARM64" },
      `'cpuArchitecture' must be one of "X86_64", "ARM64", got "arm64"; ARM64 is for Graviton`,
    ],
    [
      "CloudWatch does not offer the retention",
      { logRetentionDays: 31 },
      "'logRetentionDays' must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 31; take the next longer one",
    ],
  ])("fails when %s", (_, change, message) => {
    expect(refusal((stack) => task(stack, change))).toBe(`test/task: ${message}`);
  });
});
