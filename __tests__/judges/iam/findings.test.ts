import { judge } from "./judge";
import type { PolicyKind, Statement } from "./policies";

const place = { partition: "aws", region: "eu-west-1", account: "111122223333" };
const cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/main";
const service = "arn:aws:ecs:eu-west-1:111122223333:service/main/web";

function findings(kind: PolicyKind, statement: Partial<Statement>): Promise<string[]> {
  return judge({
    kind,
    stack: { name: "acc", place },
    address: "aws_iam_policy.test",
    subject: "",
    statements: [{ effect: "Allow", actions: [], resources: [], conditions: {}, ...statement }],
  });
}

describe("in an identity policy the judge finds", () => {
  test.each<[string, Partial<Statement>, string[]]>([
    [
      "an action that does not exist",
      { actions: ["ecs:ReportTaskState"], resources: [cluster] },
      ["ecs:ReportTaskState: is no action of AWS"],
    ],
    [
      "a service that does not exist",
      { actions: ["ecz:Poll"], resources: ["*"] },
      ["ecz:Poll: is no action of AWS"],
    ],
    [
      "an action in other capitals",
      { actions: ["ecs:runtask"], resources: ["*"] },
      ["ecs:runtask: is written ecs:RunTask"],
    ],
    [
      "a resource of another type",
      { actions: ["ecs:UpdateService"], resources: [cluster] },
      [`ecs:UpdateService: is about a service, and not about ${cluster}`],
    ],
    [
      "a service's ARN in the old form, without its cluster",
      { actions: ["ecs:UpdateService"], resources: ["arn:aws:ecs:eu-west-1:111122223333:service/web"] },
      ["ecs:UpdateService: is about a service, and not about arn:aws:ecs:eu-west-1:111122223333:service/web"],
    ],
    [
      "an incomplete ARN",
      { actions: ["ecs:UpdateService"], resources: ["arn:aws:ecs:*"] },
      ["ecs:UpdateService: is about a service, and not about arn:aws:ecs:*"],
    ],
    [
      "a resource for an action that AWS does not limit",
      {
        actions: ["ecr:GetAuthorizationToken"],
        resources: ["arn:aws:ecr:eu-west-1:111122223333:repository/a"],
      },
      ['ecr:GetAuthorizationToken: is not limited to resources by AWS: its resource must be "*"'],
    ],
    [
      "everything for an action that AWS limits",
      { actions: ["ecs:UpdateService"], resources: ["*"] },
      ["ecs:UpdateService: can be limited to a service, and is allowed for all"],
    ],
    [
      "a resource that no action is about",
      {
        actions: ["ecs:UpdateService", "ecs:DescribeServices"],
        resources: [service, "arn:aws:sns:eu-west-1:111122223333:alerts"],
      },
      ["arn:aws:sns:eu-west-1:111122223333:alerts: no action is about it"],
    ],
    [
      "a condition key that a request for the action has not",
      {
        actions: ["ecs:SubmitTaskStateChange"],
        resources: ["*"],
        conditions: { ArnEquals: { "ecs:cluster": [cluster] } },
      },
      ["ecs:SubmitTaskStateChange: AWS does not know the condition key ecs:cluster for it"],
    ],
    [
      "a condition key of services that call by themselves",
      {
        actions: ["ecs:UpdateService"],
        resources: [service],
        conditions: { StringEquals: { "aws:SourceAccount": ["111122223333"] } },
      },
      ["ecs:UpdateService: no request of a role has the condition key aws:SourceAccount"],
    ],
    [
      "an operator for one value on a key with several",
      {
        actions: ["ecs:UpdateService"],
        resources: [service],
        conditions: { StringEquals: { "ecs:subnet": ["subnet-a"] } },
      },
      ["ecs:UpdateService: the operator StringEquals does not suit ecs:subnet, of type ArrayOfString"],
    ],
    [
      "an operator for truths on an ARN",
      {
        actions: ["ecs:UpdateService"],
        resources: [service],
        conditions: { Bool: { "ecs:task-definition": ["true"] } },
      },
      ["ecs:UpdateService: the operator Bool does not suit ecs:task-definition, of type ARN"],
    ],
    [
      "an ARN of another partition",
      { actions: ["ecs:UpdateService"], resources: [service.replace("aws", "aws-cn")] },
      [`${service.replace("aws", "aws-cn")}: is not of the partition aws`],
    ],
  ])("%s", async (_what, statement, expected) => {
    expect(await findings("identity", statement)).toEqual(
      expected.map((finding) => `acc aws_iam_policy.test #1 ${finding}`),
    );
  });

  test("the statement by its Sid, if it has one", async () => {
    expect(await findings("identity", { sid: "Agent", actions: ["ecs:Join"], resources: ["*"] })).toEqual([
      "acc aws_iam_policy.test Agent ecs:Join: is no action of AWS",
    ]);
  });

  test("nothing in a statement that is as it should be", async () => {
    const statement = {
      actions: ["ecs:UpdateService"],
      resources: [service],
      conditions: {
        ArnLike: { "ecs:task-definition": ["arn:aws:ecs:eu-west-1:111122223333:task-definition/web:*"] },
        "ForAllValues:StringEquals": { "ecs:subnet": ["subnet-a"] },
      },
    };
    expect(await findings("identity", statement)).toEqual([]);
  });
});

describe("in a trust policy the judge finds", () => {
  test("a service that would assume the role for other accounts", async () => {
    const statement = { actions: ["sts:AssumeRole"], principals: { Service: ["ecs-tasks.amazonaws.com"] } };
    expect(await findings("trust", statement)).toEqual(
      ["aws:SourceAccount", "aws:SourceArn"].map(
        (key) =>
          "acc aws_iam_policy.test #1 sts:AssumeRole: " +
          `ecs-tasks.amazonaws.com would do it for other accounts than 111122223333 without ${key}`,
      ),
    );
  });

  test("a service of which nobody knows whether it says for whom it asks", async () => {
    const statement = { actions: ["sts:AssumeRole"], principals: { Service: ["lambda.amazonaws.com"] } };
    expect(await findings("trust", statement)).toEqual([
      "acc aws_iam_policy.test #1 sts:AssumeRole: the judge does not know whether lambda.amazonaws.com says for whom it asks",
    ]);
  });

  test("a claim of another issuer's tokens", async () => {
    const statement = {
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: { Federated: ["arn:aws:iam::111122223333:oidc-provider/gitlab.example.com"] },
      conditions: { StringEquals: { "gitlab.example.com:sub": ["a"], "gitlab.example.org:aud": ["b"] } },
    };
    expect(await findings("trust", statement)).toEqual([
      "acc aws_iam_policy.test #1 sts:AssumeRoleWithWebIdentity: " +
        "AWS does not know the condition key gitlab.example.org:aud for it",
    ]);
  });
});

describe("in a resource policy the judge", () => {
  test("takes * for the key that the policy is on", async () => {
    expect(
      await findings("resource", { actions: ["kms:Decrypt"], principals: "*", resources: ["*"] }),
    ).toEqual([]);
  });

  test("finds a resource of another type", async () => {
    const statement = { actions: ["sns:Publish"], principals: "*" as const, resources: [cluster] };
    expect(await findings("resource", statement)).toEqual([
      `acc aws_iam_policy.test #1 sns:Publish: is about a topic, and not about ${cluster}`,
    ]);
  });
});
