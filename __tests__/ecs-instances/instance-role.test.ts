import { clusterWithInstances, network } from "../support/context";
import { parseJsonTemplate, synthesize } from "../support/synth";

const stack = synthesize((scope) => clusterWithInstances(scope, network(scope)));
const { Statement: statements } = parseJsonTemplate(stack.only("aws_iam_role_policy").policy) as {
  Statement: { Action: string[]; Resource: string[]; Condition?: object }[];
};

/** The statement that allows an action. */
function allowing(action: string) {
  return statements.find(({ Action }) => Action.includes(action));
}

describe("the role of instances", () => {
  test("is the one that the launch template's profile hands to instances", () => {
    const { arn } = stack.only("aws_launch_template").iam_instance_profile as { arn: string };
    const profile = stack.follow(arn);
    expect(profile).toBe(stack.only("aws_iam_instance_profile"));
    expect(stack.follow(profile.role)).toBe(stack.only("aws_iam_role"));
    expect(parseJsonTemplate(stack.only("aws_iam_role").assume_role_policy)).toMatchObject({
      Statement: [
        { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] },
      ],
    });
  });

  test.each([
    [
      "the ECS agent",
      [
        "ecs:DiscoverPollEndpoint",
        "ecs:RegisterContainerInstance",
        "ecs:DeregisterContainerInstance",
        "ecs:Poll",
        "ecs:StartTelemetrySession",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
        "ecs:UpdateContainerInstancesState",
        "ecs:TagResource",
      ],
    ],
    [
      "pulling images",
      [
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ],
    ],
    [
      "Session Manager, so that nobody needs SSH [S5.19]",
      [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
    ],
  ])("allows what %s needs", (_, actions) => {
    const statementsOf = actions.map(allowing);
    expect(actions.filter((_action, index) => statementsOf[index] === undefined)).toEqual([]);
    expect(statementsOf.filter((statement) => statement?.Resource.length !== 1)).toEqual([]);
  });

  test.each([
    "ecs:RegisterContainerInstance",
    "ecs:DeregisterContainerInstance",
    "ecs:SubmitAttachmentStateChanges",
    "ecs:SubmitContainerStateChange",
    "ecs:SubmitTaskStateChange",
  ])("allows %s on its own cluster only, without a condition", (action) => {
    const { Resource = [], Condition } = allowing(action) ?? {};
    const [resource, ...others] = Resource;
    expect(stack.follow(resource)).toBe(stack.only("aws_ecs_cluster"));
    expect(others).toEqual([]);
    expect(Condition).toBeUndefined();
  });

  test.each(["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"])(
    "allows %s on container instances of its own cluster only",
    (action) => {
      const condition = allowing(action)?.Condition as { ArnEquals: { "ecs:cluster": string } };
      expect(stack.follow(condition.ArnEquals["ecs:cluster"])).toBe(stack.only("aws_ecs_cluster"));
    },
  );

  test("allows tags for what registers itself, and nothing else", () => {
    expect(allowing("ecs:TagResource")?.Condition).toEqual({
      StringEquals: { "ecs:CreateAction": ["RegisterContainerInstance"] },
    });
  });

  test("allows to pull from the account's own repositories in the cluster's region", () => {
    const arn = `aws_ecs_cluster.${Object.keys(stack.resources("aws_ecs_cluster")).join()}.arn`;
    expect(allowing("ecr:BatchGetImage")?.Resource).toEqual([
      `arn:aws:ecr:eu-west-1:\${element(split(":", ${arn}), 4)}:repository/*`,
    ]);
  });
});
