import { arn, type Location } from "../core";
import { imagePush } from "../ecr";
import type { PolicyStatement } from "../iam";

/** What a version bump changes, and where. */
export interface Deployment {
  readonly location: Location;
  readonly clusterName: string;
  /** The services that may get new versions. */
  readonly services: readonly DeployableService[];
  /** Families of the task definitions of services and tasks. */
  readonly families: readonly string[];
  /** Those of them whose containers have all rights on the instance already. */
  readonly privilegedFamilies: readonly string[];
  /** ARNs of the roles that the task definitions name. */
  readonly roleArns: readonly string[];
  /** Whether services may be made, too, that this program does not know. */
  readonly mayCreateServices: boolean;
  /** Tasks that may be run, beside that they may get new versions. */
  readonly tasks: readonly DeployableTask[];
  /** ARNs of the repositories that new images are pushed to. */
  readonly repositoryArns: readonly string[];
  readonly stateBucket: string;
  readonly stateKey: string;
}

/** A service, and what a new version does not change about it. */
export interface DeployableService {
  readonly name: string;
  readonly logGroupName: string;
  /** Whether people may open shells in its containers. */
  readonly execEnabled: boolean;
  /** Where its tasks have network interfaces; `undefined` if they have none of their own. */
  readonly subnetIds: readonly string[] | undefined;
}

/** A task that a deployer may run, e.g. a migration before a new version goes live. */
export interface DeployableTask {
  readonly family: string;
  readonly logGroupName: string;
  /** With a schedule: it names the task definition with its revision. */
  readonly schedule?: { readonly arn: string; readonly roleArn: string };
}

/** What `terraform apply -var <service>_version=…` needs beside reading: new task definitions, services, the state. */
export function deployStatements(deployment: Deployment): PolicyStatement[] {
  const { location, families, roleArns, repositoryArns, stateBucket, stateKey } = deployment;
  const bucket = `arn:${location.partition}:s3:::${stateBucket}`;
  const state = `${bucket}/${stateKey}`;
  return [
    ...registerStatements(deployment),
    {
      actions: ["ecs:TagResource"],
      resources: revisionsOf(location, families),
      conditions: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    },
    ...serviceStatements(deployment),
    // A role is passed by who names it in a call (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html).
    // Those by which ECS moves requests, or calls hooks, are named when the balancers or the strategy of a service change, and
    // not by a new version: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/service.go
    {
      actions: ["iam:PassRole"],
      resources: roleArns,
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    ...(repositoryArns.length === 0 ? [] : imagePush(repositoryArns)),
    {
      actions: ["s3:ListBucket"],
      resources: [bucket],
      // Terraform lists the workspaces, and nothing else.
      conditions: { StringEquals: { "s3:prefix": "env:/" } },
    },
    { actions: ["s3:GetObject", "s3:PutObject"], resources: [state] },
    { actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], resources: [`${state}.tflock`] },
    ...runStatements(deployment),
    ...scheduleStatements(deployment),
    ...createStatements(deployment),
  ];
}

/**
 * A new version gets no rights on the instance that the old one has not. What it mounts from the instance cannot be
 * limited: there is no condition key for volumes.
 */
function registerStatements({ location, families, privilegedFamilies }: Deployment): PolicyStatement[] {
  const actions = ["ecs:RegisterTaskDefinition"];
  const others = families.filter((family) => !privilegedFamilies.includes(family));
  return [
    {
      actions,
      resources: revisionsOf(location, others),
      conditions: { StringEqualsIfExists: { "ecs:privileged": "false" } },
    },
    { actions, resources: revisionsOf(location, privilegedFamilies) },
  ].filter(({ resources }) => resources.length > 0);
}

/**
 * A new version of a service is another revision of one of the families, and nothing else: neither shells, nor other
 * subnets, nor public addresses. Services of which the same is true share a statement.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_service-with-iam.html#security_iam_service-with-iam-id-based-policies-conditionkeys
 */
function serviceStatements({ location, clusterName, services, families }: Deployment): PolicyStatement[] {
  const groups = new Map<string, DeployableService[]>();
  for (const service of services) {
    const key = JSON.stringify([service.execEnabled, service.subnetIds]);
    groups.set(key, [...(groups.get(key) ?? []), service]);
  }
  return [...groups.values()].map((group) => ({
    actions: ["ecs:UpdateService"],
    resources: group.map(({ name }) => arn(location, "ecs", `service/${clusterName}/${name}`)),
    conditions: {
      ArnLikeIfExists: { "ecs:task-definition": revisionsOf(location, families) },
      StringEqualsIfExists: {
        "ecs:auto-assign-public-ip": "false",
        ...(group[0]?.execEnabled === true ? {} : { "ecs:enable-execute-command": "false" }),
      },
      ...subnetCondition(group[0]?.subnetIds),
    },
  }));
}

function subnetCondition(subnetIds: readonly string[] | undefined): PolicyStatement["conditions"] {
  return subnetIds === undefined
    ? { Null: { "ecs:subnet": "true" } }
    : { "ForAllValues:StringEquals": { "ecs:subnet": subnetIds } };
}

function revisionsOf(location: Location, families: readonly string[]): string[] {
  return families.map((family) => arn(location, "ecs", `task-definition/${family}:*`));
}

/** What `npm run task` changes. */
function runStatements({ location, clusterName, tasks }: Deployment): PolicyStatement[] {
  if (tasks.length === 0) {
    return [];
  }
  return [
    {
      actions: ["ecs:RunTask"],
      resources: revisionsOf(
        location,
        tasks.map(({ family }) => family),
      ),
      conditions: {
        ArnEquals: { "ecs:cluster": arn(location, "ecs", `cluster/${clusterName}`) },
        StringEqualsIfExists: { "ecs:enable-execute-command": "false" },
      },
    },
    {
      actions: ["ecs:TagResource"],
      resources: tasksOf(location, clusterName),
      conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
    },
  ];
}

/**
 * What `npm run task` waits for, and `npm run deploy` says of a version that ECS has given up: tasks, targets and logs. From
 * version 6 on, the provider waits for the service's deployment by its state instead of counting tasks:
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/service.go (`findPrimaryDeploymentARN`,
 * `findDeploymentStatus`), https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment-permissions.html
 */
export function watchStatements({ location, clusterName, services, tasks }: Deployment): PolicyStatement[] {
  const watched = [...services, ...tasks];
  if (watched.length === 0) {
    return [];
  }
  return [
    {
      actions: ["ecs:ListTasks"],
      resources: ["*"],
      conditions: { ArnEquals: { "ecs:cluster": arn(location, "ecs", `cluster/${clusterName}`) } },
    },
    { actions: ["ecs:DescribeTasks"], resources: tasksOf(location, clusterName) },
    {
      actions: ["ecs:DescribeServiceDeployments", "ecs:ListServiceDeployments"],
      // Of the whole cluster: a line for each service would be too long for a policy.
      resources: ["service", "service-deployment"].map((kind) =>
        arn(location, "ecs", `${kind}/${clusterName}/*`),
      ),
    },
    { actions: ["elasticloadbalancing:DescribeTargetHealth"], resources: ["*"] },
    {
      actions: ["logs:GetLogEvents"],
      resources: [...new Set(watched.map(({ logGroupName }) => logGroupName))].map((name) =>
        arn(location, "logs", `log-group:${name}:log-stream:*`),
      ),
    },
  ];
}

function tasksOf(location: Location, clusterName: string): string[] {
  return [arn(location, "ecs", `task/${clusterName}/*`)];
}

/**
 * Services of the cluster that this program does not know, of task definitions whose families begin with the cluster's name,
 * and of roles for tasks, which are all under `/ecs/`; and lists of what there is, which AWS limits to no resource or to the
 * cluster.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
function createStatements(deployment: Deployment): PolicyStatement[] {
  const { location, clusterName, services, tasks, mayCreateServices } = deployment;
  if (!mayCreateServices) {
    return [];
  }
  // Whoever watches something may list the cluster's tasks already.
  const listTasks = services.length + tasks.length > 0 ? [] : ["ecs:ListTasks"];
  const definitions = revisionsOf(location, [`${clusterName}-*`]);
  const cluster = arn(location, "ecs", `cluster/${clusterName}`);
  return [
    {
      actions: ["ecs:RegisterTaskDefinition"],
      resources: definitions,
      conditions: { StringEqualsIfExists: { "ecs:privileged": "false" } },
    },
    {
      actions: ["ecs:CreateService", "ecs:UpdateService"],
      resources: [arn(location, "ecs", `service/${clusterName}/*`)],
      conditions: {
        ArnLikeIfExists: { "ecs:task-definition": definitions },
        StringEqualsIfExists: {
          "ecs:auto-assign-public-ip": "false",
          "ecs:enable-execute-command": "false",
        },
      },
    },
    {
      actions: ["iam:PassRole"],
      resources: [`arn:${location.partition}:iam::${location.account}:role/ecs/*`],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      actions: ["ecs:ListServices", ...listTasks],
      resources: ["*"],
      conditions: { ArnEquals: { "ecs:cluster": cluster } },
    },
    {
      actions: ["ecs:ListClusters", "ecs:ListTaskDefinitionFamilies", "ecs:ListTaskDefinitions"],
      resources: ["*"],
    },
  ];
}

/** A new version of a scheduled task changes its schedule. */
function scheduleStatements({ tasks }: Deployment): PolicyStatement[] {
  const schedules = tasks.flatMap(({ schedule }) => schedule ?? []);
  if (schedules.length === 0) {
    return [];
  }
  return [
    { actions: ["scheduler:UpdateSchedule"], resources: schedules.map(({ arn }) => arn) },
    {
      actions: ["iam:PassRole"],
      resources: schedules.map(({ roleArn }) => roleArn),
      conditions: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    },
  ];
}
