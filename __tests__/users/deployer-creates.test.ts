import { EcsDeployer, type EcsDeployerProps } from "../../modules/users";
import { policyStatements, type Statement } from "../support/policy-statements";
import { service, synthesizeContext } from "../support/service";

function statementsOf(change: Partial<EcsDeployerProps> = {}): Statement[] {
  const stack = synthesizeContext((context) => {
    new EcsDeployer(context.stack, "deployer", {
      cluster: context.cluster,
      services: [service(context, "orders")],
      state: { bucket: "shop-state", key: "shop.tfstate" },
      userName: "ecs_deployer",
      ...change,
    });
  });
  return stack.list("aws_iam_policy").flatMap(({ policy }) => policyStatements(policy));
}

const inAccount = (service: string, resource: string) =>
  expect.stringMatching(
    `^arn:aws:${service}:(eu-west-1)?:\\$\\{element\\(split\\(':', aws_ecs_cluster.+\\), 4\\)\\}:${resource}$`,
  ) as string;

test("a deployer makes no service, and lists tasks and deployments only, unless it is allowed to", () => {
  const actions = statementsOf().flatMap(({ Action }) => Action);

  expect(actions).toContain("ecs:UpdateService");
  expect(actions.filter((action) => /^ecs:(Create|List)/.test(action))).toEqual([
    "ecs:ListTasks",
    "ecs:ListServiceDeployments",
  ]);
});

test("[S5.10] a deployer that may makes services in its cluster only, without shells, privileges and public addresses", () => {
  const statements = statementsOf({ mayCreateServices: true });
  const added = statements.slice(
    statements.findIndex(({ Action }) => Action.includes("ecs:CreateService")) - 1,
  );
  const definitions = [inAccount("ecs", "task-definition/main-\\*:\\*")];

  expect(added.slice(0, 5)).toEqual([
    {
      Effect: "Allow",
      Action: ["ecs:RegisterTaskDefinition"],
      Resource: definitions,
      Condition: { StringEqualsIfExists: { "ecs:privileged": "false" } },
    },
    {
      Effect: "Allow",
      Action: ["ecs:CreateService", "ecs:UpdateService"],
      Resource: [inAccount("ecs", "service/main/\\*")],
      Condition: {
        ArnLikeIfExists: { "ecs:task-definition": definitions },
        StringEqualsIfExists: {
          "ecs:auto-assign-public-ip": "false",
          "ecs:enable-execute-command": "false",
        },
      },
    },
    {
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [inAccount("iam", "role/ecs/\\*")],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      Effect: "Allow",
      Action: ["ecs:ListServices"],
      Resource: ["*"],
      Condition: { ArnEquals: { "ecs:cluster": inAccount("ecs", "cluster/main") } },
    },
    {
      Effect: "Allow",
      Action: ["ecs:ListClusters", "ecs:ListTaskDefinitionFamilies", "ecs:ListTaskDefinitions"],
      Resource: ["*"],
    },
  ]);
});
