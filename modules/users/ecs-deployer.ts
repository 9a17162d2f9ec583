import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import { Construct } from "constructs";
import { check, locationOf, rules } from "../core";
import type { IEcrRepository } from "../ecr";
import type { IEcsCluster } from "../ecs-cluster";
import type { EcsService } from "../ecs-service";
import { boundaryOf, IamRole } from "../iam";
import { type OneOffTask, ScheduledTask } from "../scheduled-task";
import {
  checkGithub,
  checkGitlab,
  type GithubTrust,
  githubTrust,
  type GitlabTrust,
  gitlabTrust,
  type TokenTrust,
} from "./ci-trust";
import { DeployerPolicies } from "./deployer-policies";

export interface EcsDeployerProps {
  readonly cluster: IEcsCluster;
  /** The services that may get new versions. */
  readonly services: readonly EcsService[];
  /** The tasks that may get new versions and be run with `npm run task`. @default none */
  readonly tasks?: readonly OneOffTask[];
  /** Where the images of new versions are pushed to, before they are deployed. @default none: somebody else pushes them */
  readonly repositories?: readonly IEcrRepository[];
  /**
   * Whether it may also make services in the cluster that this program does not know, by `aws ecs create-service`, of task
   * definitions `<cluster>-…` and any role under `/ecs/`, update all services of the cluster, and list what there is. Those of
   * other teams are among them: leave it out where teams share a cluster.
   * @default false
   */
  readonly mayCreateServices?: boolean;
  /** Where the stack's state is, as its backend says. */
  readonly state: { readonly bucket: string; readonly key: string };
  /** Jobs of GitHub Actions that deploy; no secret is needed. @default none */
  readonly github?: GithubTrust;
  /** Jobs of GitLab CI that deploy; no secret is needed. @default none */
  readonly gitlab?: GitlabTrust;
  /**
   * Name of an IAM user that deploys, for a CI system without OIDC. Its access key is made by hand, so that it is in
   * no state: `aws iam create-access-key --user-name <name>`.
   * @default none
   */
  readonly userName?: string;
}

/**
 * Somebody who may bring out new versions with `terraform apply -var <service>_version=…`: read what the stack consists
 * of, register task definitions of the given services and tasks, with their roles and without privileged containers, let
 * the services run them, run the tasks and read their logs, push images to the repositories that are given, and read,
 * write and lock the state. What of this AWS cannot limit, such as what a container mounts from its instance, is in
 * docs/iam.md.
 *
 * Makes three `aws_iam_policy`; for each CI system `aws_iam_role` and, unless it exists,
 * `aws_iam_openid_connect_provider`; for a user `aws_iam_user`; and the attachments.
 */
export class EcsDeployer extends Construct {
  /** What a job of GitHub Actions assumes. */
  readonly githubRoleArn: string | undefined;
  /** What a job of GitLab CI assumes. */
  readonly gitlabRoleArn: string | undefined;
  private readonly clusterName: string;
  private readonly policies: DeployerPolicies;

  constructor(scope: Construct, id: string, props: EcsDeployerProps) {
    super(scope, id);
    const { cluster, services, tasks = [], repositories = [], state, github, gitlab, userName } = props;
    check(this, (c) => {
      c.each(props, {
        services: rules.atLeast(1, "service", "there is nothing to deploy"),
        userName: USER_NAME,
      });
      c.require(() => github !== undefined || gitlab !== undefined || userName !== undefined, {
        prop: "github",
        must: "be given, or 'gitlab', or 'userName'",
        got: undefined,
        hint: "say who deploys",
      });
      if (github !== undefined) {
        checkGithub(c.at("github"), github);
      }
      if (gitlab !== undefined) {
        checkGitlab(c.at("gitlab"), gitlab);
      }
    });

    this.clusterName = cluster.clusterName;
    const taskDefinitions = [...services, ...tasks].map(({ taskDefinition }) => taskDefinition);
    this.policies = new DeployerPolicies(this, "policies", {
      location: locationOf(this, cluster.arn),
      clusterName: cluster.clusterName,
      services: services.map(({ name, execEnabled, subnetIds, taskDefinition: { logGroupName } }) => ({
        name,
        execEnabled,
        subnetIds,
        logGroupName,
      })),
      families: taskDefinitions.map(({ family }) => family),
      privilegedFamilies: taskDefinitions.filter(({ privileged }) => privileged).map(({ family }) => family),
      roleArns: taskDefinitions.flatMap(({ taskRole, executionRole }) => [taskRole.arn, executionRole.arn]),
      tasks: tasks.map((task) => ({
        family: task.taskDefinition.family,
        logGroupName: task.taskDefinition.logGroupName,
        schedule: ScheduledTask.isScheduledTask(task)
          ? { arn: task.scheduleArn, roleArn: task.schedulerRole.arn }
          : undefined,
      })),
      mayCreateServices: props.mayCreateServices ?? false,
      repositoryArns: repositories.map(({ arn }) => arn),
      stateBucket: state.bucket,
      stateKey: state.key,
    });
    if (github !== undefined) {
      this.githubRoleArn = this.addRole("github", githubTrust(github), github.oidcProviderArn);
    }
    if (gitlab !== undefined) {
      this.gitlabRoleArn = this.addRole("gitlab", gitlabTrust(gitlab), gitlab.oidcProviderArn);
    }
    if (userName !== undefined) {
      this.addUser(userName);
    }
  }

  private addRole(id: string, trust: TokenTrust, existingProviderArn: string | undefined): string {
    const { issuerUrl, audience, subjects } = trust;
    const [subject = "", ...others] = subjects;
    const oidcProviderArn =
      existingProviderArn ??
      new IamOpenidConnectProvider(this, `${id}-provider`, { url: issuerUrl, clientIdList: [audience] }).arn;
    const issuer = issuerUrl.replace("https://", "");
    const role = new IamRole(this, `${id}-role`, {
      namePrefix: `${this.clusterName}-deployer-${id}`,
      description: `Deploys to ${this.clusterName}: ${subject}`,
      assumedBy: { oidcProviderArn },
      assumeConditions: {
        StringEquals: {
          [`${issuer}:aud`]: audience,
          [`${issuer}:sub`]: others.length > 0 ? subjects : subject,
        },
      },
    });
    for (const [key, policyArn] of Object.entries(this.policies.arns)) {
      new IamRolePolicyAttachment(this, `${id}-${key}`, { role: role.name, policyArn });
    }
    return role.arn;
  }

  private addUser(name: string): void {
    // The access keys are none of Terraform's, and would keep it from deleting the user.
    const user = new IamUser(this, "user", {
      name,
      forceDestroy: true,
      permissionsBoundary: boundaryOf(this),
    });
    for (const [key, policyArn] of Object.entries(this.policies.arns)) {
      new IamUserPolicyAttachment(this, `user-${key}`, { user: user.name, policyArn });
    }
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const USER_NAME = rules.text(
  /^[\w+=,.@-]{1,64}$/,
  "1 to 64 letters, digits and characters of +=,.@_-",
  "write it like ecs_deployer",
);
