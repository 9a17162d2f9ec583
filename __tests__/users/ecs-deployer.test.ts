import { SfnActivity } from "@cdktf/provider-aws/lib/sfn-activity";
import { Testing } from "cdktf";
import { EcsDeployer, type EcsDeployerProps, type GithubTrust } from "../../modules/users";
import { VpcLookup } from "../../modules/vpc";
import { policyStatements } from "../support/policy-statements";
import { service, synthesizeContext } from "../support/service";
import { refusalOf, type SynthesizedStack, synthesizeStack } from "../support/synth";
import { DeployerStack, state } from "./deployer-stack";

const nobody = { github: undefined, gitlab: undefined, userName: undefined };

function synthesizeDeployer(props: Partial<EcsDeployerProps>): SynthesizedStack {
  return synthesizeStack(new DeployerStack(Testing.app(), "acc", { ...nobody, ...props }));
}

function trustOf(stack: SynthesizedStack) {
  const role = Object.values(stack.resources("aws_iam_role")).find(({ name_prefix: prefix }) =>
    String(prefix).startsWith("acc-deployer"),
  );
  return policyStatements(role?.assume_role_policy);
}

describe("a deployer", () => {
  test("[S5.10] is a job of GitHub Actions in one environment of one repository, without a secret", () => {
    const stack = synthesizeDeployer({ github: { repository: "example/shop", environment: "production" } });
    const [provider = ""] = Object.keys(stack.resources("aws_iam_openid_connect_provider"));

    expect(stack.only("aws_iam_openid_connect_provider")).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
    expect(trustOf(stack)).toEqual([
      {
        Effect: "Allow",
        Principal: { Federated: `\${aws_iam_openid_connect_provider.${provider}.arn}` },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:example/shop:environment:production",
          },
        },
      },
    ]);
  });

  test("is a job for the main branch unless something else is said", () => {
    const subject = (props: Partial<EcsDeployerProps>) =>
      trustOf(synthesizeDeployer(props))[0]?.Condition?.StringEquals;

    expect(subject({ github: { repository: "example/shop" } })).toMatchObject({
      "token.actions.githubusercontent.com:sub": "repo:example/shop:ref:refs/heads/main",
    });
    expect(subject({ gitlab: { project: "example/team/shop", branch: "release" } })).toEqual({
      "gitlab.com:aud": "https://gitlab.com",
      "gitlab.com:sub": "project_path:example/team/shop:ref_type:branch:ref:release",
    });
  });

  test("uses the account's OIDC provider if there is one already", () => {
    const oidcProviderArn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
    const stack = synthesizeDeployer({ github: { repository: "example/shop", oidcProviderArn } });

    expect(stack.resources("aws_iam_openid_connect_provider")).toEqual({});
    expect(trustOf(stack)[0]?.Principal).toEqual({ Federated: oidcProviderArn });
  });

  test("[S5.10] is an IAM user where there is no OIDC, whose access key is in no state", () => {
    const stack = synthesizeDeployer({ userName: "ecs_deployer" });

    expect(stack.only("aws_iam_user")).toMatchObject({ name: "ecs_deployer", force_destroy: true });
    expect(stack.resources("aws_iam_access_key")).toEqual({});
  });

  test.each([
    ["a CI role", { github: { repository: "example/shop" } }, "aws_iam_role_policy_attachment"],
    ["a user", { userName: "ecs_deployer" }, "aws_iam_user_policy_attachment"],
  ])("has all three policies as %s", (_who, props, type) => {
    const stack = synthesizeDeployer(props);
    const attached = Object.values(stack.resources(type)).map(({ policy_arn: arn }) => arn);

    expect(attached.sort()).toEqual(
      Object.keys(stack.resources("aws_iam_policy"))
        .map((policy) => `\${aws_iam_policy.${policy}.arn}`)
        .sort(),
    );
  });

  test("cannot be handed to a task itself, being outside of /ecs/", () => {
    const roles = Object.values(synthesizeDeployer({ gitlab: { project: "a/b" } }).resources("aws_iam_role"));

    expect(roles.find(({ name_prefix: prefix }) => String(prefix).includes("deployer"))?.path).toBe("/");
  });
});

describe("the tokens of GitHub that a deployer trusts", () => {
  const subjectsOf = (github: GithubTrust) => {
    const [trust] = trustOf(synthesizeDeployer({ github }));
    return trust?.Condition?.StringEquals?.["token.actions.githubusercontent.com:sub"];
  };

  test("name the repository", () => {
    expect(subjectsOf({ repository: "octocat/my-repo" })).toBe("repo:octocat/my-repo:ref:refs/heads/main");
  });

  test("name the numbers of owner and repository as well, where they are given", () => {
    const numbers = { ownerId: "123456", repositoryId: "456789" };
    expect(subjectsOf({ repository: "octocat/my-repo", ...numbers })).toEqual([
      "repo:octocat/my-repo:ref:refs/heads/main",
      "repo:octocat@123456/my-repo@456789:ref:refs/heads/main",
    ]);
    expect(subjectsOf({ repository: "octocat/my-repo", environment: "prod", ...numbers })).toEqual([
      "repo:octocat/my-repo:environment:prod",
      "repo:octocat@123456/my-repo@456789:environment:prod",
    ]);
  });
});

describe("EcsDeployer", () => {
  const path = "acc/deployer";

  test.each<[string, Partial<EcsDeployerProps>, string]>([
    [
      "nobody deploys",
      {},
      `${path}: 'github' must be given, or 'gitlab', or 'userName', got nothing; say who deploys`,
    ],
    [
      "no service is given",
      { userName: "ci", services: [] },
      `${path}: 'services' must list at least 1 service, got []; there is nothing to deploy`,
    ],
    [
      "a repository has no owner",
      { github: { repository: "shop" } },
      `${path}: 'github.repository' must be an owner and a repository, got "shop"; write it like example/shop`,
    ],
    [
      "a wildcard would trust pull requests",
      { github: { repository: "example/shop", environment: "*" } },
      `${path}: 'github.environment' must be letters, digits, dots, hyphens and underscores, got "*"; rename it`,
    ],
    [
      "both an environment and a branch are given",
      { github: { repository: "example/shop", environment: "acc", branch: "main" } },
      `${path}: 'github.branch' must be left out beside 'environment', got "main"; ` +
        `GitHub names one of them in a token: limit the environment to the branch on GitHub`,
    ],
    [
      "the number of the repository is given alone, and is none",
      { github: { repository: "example/shop", repositoryId: "shop" } },
      `${path}: 'github.repositoryId' must be a number in quotes, got "shop"; write it like "123456"\n` +
        `${path}: 'github.ownerId' must be given beside the other number, got nothing; GitHub names both in a token or none`,
    ],
    [
      "the number of the owner is given alone",
      { github: { repository: "example/shop", ownerId: "1" } },
      `${path}: 'github.repositoryId' must be given beside the other number, got nothing; GitHub names both in a token or none`,
    ],
    [
      "a project has no group",
      { gitlab: { project: "shop" } },
      `${path}: 'gitlab.project' must be a group and a project, got "shop"; write it like example/shop`,
    ],
    [
      "a branch is a pattern",
      { gitlab: { project: "example/shop", branch: "release/*" } },
      `${path}: 'gitlab.branch' must be the name of one branch, got "release/*"; ` +
        `a wildcard would trust branches of anybody`,
    ],
    [
      "a GitLab instance has no TLS",
      { gitlab: { project: "example/shop", url: "http://gitlab.example.com" } },
      `${path}: 'gitlab.url' must be an https:// URL without a path, got "http://gitlab.example.com"; ` +
        `write it like https://gitlab.com`,
    ],
  ])("fails when %s", (_when, props, message) => {
    expect(refusalOf(() => synthesizeDeployer(props))).toBe(message);
  });

  test("may look up a network that somebody else made", () => {
    const stack = synthesizeContext((context) => {
      new VpcLookup(context.stack, "lookup", {
        tags: { Name: "main" },
        zones: ["eu-west-1a", "eu-west-1b"],
        privateSubnetTags: { Tier: "private" },
      });
      new EcsDeployer(context.stack, "deployer", {
        cluster: context.cluster,
        services: [service(context, "shop")],
        state,
        userName: "ci",
      });
    });
    const statements = stack.list("aws_iam_policy").flatMap(({ policy }) => policyStatements(policy));

    expect(statements.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(["ec2:DescribeVpcs", "ec2:DescribeVpcAttribute", "ec2:DescribeSubnets"]),
    );
  });

  test("fails when the stack has something of which nobody knows what Terraform reads", () => {
    const stack = new DeployerStack(Testing.app(), "acc");
    new SfnActivity(stack, "activity", { name: "answers" });

    expect(refusalOf(() => synthesizeStack(stack))).toBe(
      `acc/deployer/policies: 'resources of the stack' must be of types whose reads are known, ` +
        `got "aws_sfn_activity"; add what the provider reads of it to modules/users/refresh-actions.ts`,
    );
  });
});
