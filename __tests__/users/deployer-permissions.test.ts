import { Testing } from "cdktf";
import type { EcsService } from "../../modules/ecs-service";
import { EcsDeployer } from "../../modules/users";
import { REFRESH_ACTIONS } from "../../modules/users/refresh-actions";
import { policyStatements, type Statement } from "../support/policy-statements";
import { type Context, service, synthesizeContext } from "../support/service";
import { synthesizeStack } from "../support/synth";
import { container } from "../support/task";
import { DeployerStack, state } from "./deployer-stack";
import { actionsOf, recordedCalls as recorded } from "./recorded-calls";

const stack = synthesizeStack(new DeployerStack(Testing.app(), "acc"));
const policies = Object.values(stack.resources("aws_iam_policy"));
const statements = policies.flatMap(({ policy }) => policyStatements(policy));
const allowed = new Set(statements.flatMap(({ Action }) => Action));

const called = actionsOf(
  [recorded.reads, recorded.changes, { state: recorded.state }].flatMap((calls) =>
    Object.values(calls).flat(),
  ),
);

const CLOSED = { "ecs:auto-assign-public-ip": "false", "ecs:enable-execute-command": "false" };

/** What a deployer of these services may do. */
function withServices(build: (context: Context) => EcsService[]): { readonly statements: Statement[] } {
  const made = synthesizeContext((context) => {
    const services = build(context);
    new EcsDeployer(context.stack, "deployer", { cluster: context.cluster, services, state, userName: "ci" });
  });
  return { statements: made.list("aws_iam_policy").flatMap(({ policy }) => policyStatements(policy)) };
}

function statementWith(action: string): Statement {
  const [found, ...others] = statements.filter(({ Action }) => Action.includes(action));
  if (found === undefined || others.length > 0) {
    throw new Error(`expected one statement with ${action}, found ${others.length + (found ? 1 : 0)}`);
  }
  return found;
}

describe("what a deployer may do", () => {
  test("[S5.10] is all that Terraform calls in a version bump", () => {
    expect(called.filter((action) => !allowed.has(action))).toEqual([]);
  });

  test("[S5.10] is nothing that Terraform does not call, but tagging what it registers and reading how a version fares", () => {
    expect([...allowed].filter((action) => !called.includes(action)).sort()).toEqual([
      "ecs:DescribeServiceDeployments",
      "ecs:DescribeTasks",
      "ecs:ListServiceDeployments",
      "ecs:ListTasks",
      "ecs:TagResource",
      "elasticloadbalancing:DescribeTargetHealth",
      "iam:PassRole",
      "logs:GetLogEvents",
    ]);
  });

  test.each(Object.entries(recorded.reads))("includes exactly the recorded reads of %s", (type, calls) => {
    expect([...(REFRESH_ACTIONS[type] ?? [])].sort()).toEqual(actionsOf(calls));
  });

  test("[S5.10] changes the services that it is given, to task definitions of their families, and no more of them", () => {
    const arn = (resource: string) =>
      expect.stringMatching(
        `^arn:aws:ecs:eu-west-1:\\$\\{element\\(split\\(':', aws_ecs_cluster.+\\), 4\\)\\}:${resource}$`,
      ) as string;

    expect(statementWith("ecs:UpdateService")).toEqual({
      Effect: "Allow",
      Action: ["ecs:UpdateService"],
      Resource: [arn("service/acc/shop")],
      Condition: {
        ArnLikeIfExists: { "ecs:task-definition": [arn("task-definition/acc-shop:\\*")] },
        StringEqualsIfExists: {
          "ecs:auto-assign-public-ip": "false",
          "ecs:enable-execute-command": "false",
        },
        Null: { "ecs:subnet": "true" },
      },
    });
    expect(statementWith("ecs:RegisterTaskDefinition")).toMatchObject({
      Resource: [arn("task-definition/acc-shop:\\*")],
      Condition: { StringEqualsIfExists: { "ecs:privileged": "false" } },
    });
    expect(statementWith("ecs:TagResource")).toMatchObject({
      Resource: [arn("task-definition/acc-shop:\\*")],
      Condition: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    });
  });

  test("leaves a service its shells and subnets, and a family its privileged container, where they are so already", () => {
    const { statements: all } = withServices((context) => [
      service(context, "debugged", { execEnabled: true }),
      service(context, "isolated", { networkMode: "awsvpc" }),
      service(context, "agent", { containers: [container({ privileged: true })] }),
    ]);
    const about = (action: string) => all.filter(({ Action }) => Action.includes(action));
    const names = (arns: readonly string[] = []) => arns.map((one) => one.replace(/^.*[/]/, ""));

    expect(
      about("ecs:UpdateService").map(({ Resource, Condition = {} }) => [
        names(Resource),
        Condition.StringEqualsIfExists,
        Condition["ForAllValues:StringEquals"],
      ]),
    ).toEqual([
      [["debugged"], { "ecs:auto-assign-public-ip": "false" }, undefined],
      [["isolated"], CLOSED, { "ecs:subnet": ["subnet-private-a", "subnet-private-b"] }],
      [["agent"], CLOSED, undefined],
    ]);
    expect(
      about("ecs:RegisterTaskDefinition").map(({ Resource, Condition }) => [names(Resource), Condition]),
    ).toEqual([
      [["main-debugged:*", "main-isolated:*"], { StringEqualsIfExists: { "ecs:privileged": "false" } }],
      [["main-agent:*"], undefined],
    ]);
  });

  test("[S5.10] passes only the services' roles, which are under /ecs/, and only to tasks", () => {
    const { Resource = [], Condition } = statementWith("iam:PassRole");
    const roles = Resource.map((arn) => /^\$\{aws_iam_role\.([\w-]+)\.arn\}$/.exec(arn)?.[1] ?? arn);

    expect(roles.map((role) => stack.resources("aws_iam_role")[role]?.path)).toEqual(["/ecs/", "/ecs/"]);
    expect(Condition).toEqual({ StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } });
  });

  test("passes no other role for a service whose requests ECS moves: a new version names none", () => {
    const deployment = { strategy: "blue-green" } as const;
    const blueGreen = synthesizeStack(new DeployerStack(Testing.app(), "acc", {}, { deployment }));
    const passed = blueGreen
      .list("aws_iam_policy")
      .flatMap(({ policy }) => policyStatements(policy))
      .filter(({ Action }) => Action.includes("iam:PassRole"));

    expect(blueGreen.only("aws_ecs_service").deployment_configuration).toMatchObject({
      strategy: "BLUE_GREEN",
    });
    expect(passed).toEqual([statementWith("iam:PassRole")]);
  });

  test("pushes images to the repositories that it is given, and to no other", () => {
    const withRepository = synthesizeStack(
      new DeployerStack(Testing.app(), "acc", {}, { withRepository: true }),
    );
    const [repository = ""] = Object.keys(withRepository.resources("aws_ecr_repository"));
    const added = withRepository
      .list("aws_iam_policy")
      .flatMap(({ policy }) => policyStatements(policy))
      .filter(({ Action }) => Action.some((action) => action === "ecr:PutImage"));

    expect([...allowed].filter((action) => action.startsWith("ecr:"))).toEqual([]);
    expect(added).toEqual([
      {
        Effect: "Allow",
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ],
        Resource: [`\${aws_ecr_repository.${repository}.arn}`],
      },
    ]);
  });

  test("reads and writes this state, locks it, and lists nothing but workspaces", () => {
    const s3 = statements.filter(({ Action }) => Action.some((action) => action.startsWith("s3:")));

    expect(s3).toEqual([
      {
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: ["arn:aws:s3:::shop-state"],
        Condition: { StringEquals: { "s3:prefix": "env:/" } },
      },
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: ["arn:aws:s3:::shop-state/ecs/acc/terraform.tfstate"],
      },
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        Resource: ["arn:aws:s3:::shop-state/ecs/acc/terraform.tfstate.tflock"],
      },
    ]);
  });

  test("is limited to this region of this account wherever AWS can limit it", () => {
    const everywhere = statements.filter(({ Resource }) => Resource?.includes("*"));
    const services = everywhere.flatMap(({ Action }) => Action.map((action) => action.split(":")[0]));

    expect(everywhere.flatMap(({ Action }) => Action)).toContain("ecs:DescribeTaskDefinition");
    expect([...new Set(services)].sort()).toEqual([
      "application-autoscaling",
      "autoscaling",
      "ec2",
      "ecs",
      "elasticloadbalancing",
      "logs",
    ]);
  });

  test("names every action in full", () => {
    expect([...allowed].filter((action) => action.includes("*"))).toEqual([]);
  });

  test("fits into AWS's 6144 characters a policy", () => {
    expect(policies).toHaveLength(3);
    for (const { policy } of policies) {
      expect(String(policy).length).toBeLessThan(6144);
    }
  });
});
