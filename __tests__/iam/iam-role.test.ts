import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { IamRole, type IamRoleProps } from "../../modules/iam";
import { parseJsonTemplate, refusal, synthesize } from "../support/synth";

function role(stack: Construct, change: Partial<IamRoleProps> = {}): IamRole {
  const assumedBy = "ecs-tasks.amazonaws.com";
  return new IamRole(stack, "role", { namePrefix: "main-app", description: "Tests", assumedBy, ...change });
}

describe("a role", () => {
  test("is assumed by one AWS service, for the first thing that is said, and may do nothing by default", () => {
    const location = { partition: "aws", region: "eu-west-1", account: "123456789012" };
    const stack = synthesize((scope) => {
      const made = role(scope);
      made.assumeFor(location, "ecs", "*");
      made.assumeFor({ ...location, account: "999999999999" }, "ecs", "*");
    });
    expect(stack.types).toEqual(["aws_iam_role"]);
    const { assume_role_policy, ...rest } = stack.only("aws_iam_role");
    expect(rest).toMatchObject({ name_prefix: "main-app-", description: "Tests", path: "/" });
    expect(parseJsonTemplate(assume_role_policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: ["sts:AssumeRole"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:123456789012:*" },
          },
        },
      ],
    });
  });

  test("has a policy as soon as it is allowed something", () => {
    const stack = synthesize((scope) => {
      role(scope).allow({ actions: ["sqs:SendMessage"], resources: ["*"] });
    });
    expect(parseJsonTemplate(stack.only("aws_iam_role_policy").policy)).toMatchObject({
      Statement: [{ Action: ["sqs:SendMessage"] }],
    });
  });

  test("gathers what it is allowed in one policy, however often it is asked", () => {
    const stack = synthesize((scope) => {
      const subject = role(scope);
      subject.allow({ actions: ["sqs:SendMessage"], resources: ["*"] });
      subject.allow(
        { actions: ["sqs:ReceiveMessage"], resources: ["*"] },
        { actions: ["sqs:DeleteMessage"], resources: ["*"] },
      );
      expect(subject.permissions).toHaveLength(1);
    });
    const policy = stack.only("aws_iam_role_policy");
    expect(stack.follow(policy.role)).toBe(stack.only("aws_iam_role"));
    expect(parseJsonTemplate(policy.policy)).toMatchObject({
      Statement: [
        { Action: ["sqs:SendMessage"] },
        { Action: ["sqs:ReceiveMessage"] },
        { Action: ["sqs:DeleteMessage"] },
      ],
    });
  });

  test("has a name prefix of at most 38 characters, to which Terraform appends 26", () => {
    const namePrefix = "a-cluster-of-some-length-and-a-service-of-some-length";
    expect(synthesize((stack) => role(stack, { namePrefix })).only("aws_iam_role").name_prefix).toBe(
      "a-cluster-of-some-length-and-a-servic-",
    );
  });

  test("has the name that it is given, to the letter", () => {
    const stack = synthesize((scope) => role(scope, { name: "acc-orders" }));
    expect(stack.only("aws_iam_role")).toMatchObject({ name: "acc-orders" });
    expect(stack.only("aws_iam_role")).not.toHaveProperty("name_prefix");
  });

  test("fails when another role of the program has its name", () => {
    const message = refusal((stack) => {
      for (const id of ["one", "other"]) {
        role(new Construct(stack, id), { name: "acc-orders" });
      }
    });
    expect(message).toBe(
      `test/other/role: 'name' must be unique in the program, got "acc-orders"; 'test/one/role' has it: choose another name`,
    );
  });

  test.each(["", "a b", "x".repeat(65)])("fails when its name is %j", (name) => {
    expect(refusal((stack) => role(stack, { name }))).toBe(
      `test/role: 'name' must be 1 to 64 letters, digits and characters of +=,.@_-, got ${JSON.stringify(name)}; write it like acc-orders`,
    );
  });

  test("may live under a path", () => {
    expect(synthesize((stack) => role(stack, { path: "/ecs/" })).only("aws_iam_role").path).toBe("/ecs/");
  });

  test.each(["*", "s3:*", "s3:Get*"])("fails when it is allowed the action %s", (action) => {
    const message = refusal((stack) => {
      const [legal, denied] = ["s3:GetObject", "sqs:*"];
      role(stack).allow(
        { effect: "Deny", actions: [denied], resources: ["*"] },
        { actions: [legal, action], resources: ["*"] },
      );
    });
    expect(message).toBe(
      `test/role: 'statements[1].actions[1]' must be an action without a wildcard, got "${action}"; list the actions that are needed`,
    );
  });

  test("fails when only Terraform knows the beginning of its name, and its path is none", () => {
    const message = refusal((stack) => {
      const { stringValue: namePrefix } = new TerraformVariable(stack, "name", {});
      role(stack, { namePrefix, path: "ecs" });
    });
    expect(message).toBe(
      [
        "test/role: 'namePrefix' must be known at synthesis, got a value that only Terraform knows; write the value itself: what is made depends on it",
        `test/role: 'path' must be a path such as "/" or "/ecs/", got "ecs"; begin and end it with a slash`,
      ].join("\n"),
    );
  });

  test.each(["ecs", "/ecs", "ecs/", "/a b/"])("fails when its path is %j", (path) => {
    expect(refusal((stack) => role(stack, { path }))).toBe(
      `test/role: 'path' must be a path such as "/" or "/ecs/", got "${path}"; begin and end it with a slash`,
    );
  });
});

test.each<[string, Partial<IamRoleProps>, string]>([
  [
    "its name begins with a space",
    { namePrefix: " app" },
    "'namePrefix' must be letters, digits and characters of +=,.@_-, got \" app\"; write it like acc-orders",
  ],
  [
    "its description has characters that IAM does not take",
    { description: "→" },
    "'description' must be at most 1000 characters of Latin-1, got \"→\"; write it shorter, or with these",
  ],
  [
    "its description is too long",
    { description: "a".repeat(1001) },
    `'description' must be at most 1000 characters of Latin-1, got "${"a".repeat(1001)}"; write it shorter, or with these`,
  ],
])("a role fails when %s", (_, props, message) => {
  expect(
    refusal((stack) => {
      role(stack, props);
    }),
  ).toBe(`test/role: ${message}`);
});
