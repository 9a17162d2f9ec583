import { imagePush } from "../ecr";
import type { PolicyStatement } from "../iam";

/** What a version bump changes, and where. */
export interface Deployment {
  readonly region: string;
  readonly account: string;
  readonly clusterName: string;
  /** Families of the task definitions of services and tasks. */
  readonly families: readonly string[];
  /** ARNs of the roles that the task definitions name. */
  readonly roleArns: readonly string[];
  /** Tasks that may be run, beside that they may get new versions. */
  readonly tasks: readonly DeployableTask[];
  /** ARNs of the repositories that new images are pushed to. */
  readonly repositoryArns: readonly string[];
  readonly stateBucket: string;
  readonly stateKey: string;
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
  const { region, account, clusterName, families, roleArns, repositoryArns, stateBucket, stateKey } =
    deployment;
  const taskDefinitions = families.map(
    (family) => `arn:aws:ecs:${region}:${account}:task-definition/${family}:*`,
  );
  const state = `arn:aws:s3:::${stateBucket}/${stateKey}`;
  return [
    { actions: ["ecs:RegisterTaskDefinition"], resources: taskDefinitions },
    {
      actions: ["ecs:TagResource"],
      resources: taskDefinitions,
      conditions: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    },
    {
      actions: ["ecs:UpdateService"],
      resources: [`arn:aws:ecs:${region}:${account}:service/${clusterName}/*`],
    },
    {
      actions: ["iam:PassRole"],
      resources: roleArns,
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    ...(repositoryArns.length === 0 ? [] : imagePush(repositoryArns)),
    {
      actions: ["s3:ListBucket"],
      resources: [`arn:aws:s3:::${stateBucket}`],
      // Terraform lists the workspaces, and nothing else.
      conditions: { StringEquals: { "s3:prefix": "env:/" } },
    },
    { actions: ["s3:GetObject", "s3:PutObject"], resources: [state] },
    { actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], resources: [`${state}.tflock`] },
    ...runStatements(deployment),
    ...scheduleStatements(deployment),
  ];
}

/** What `npm run task` needs. */
function runStatements({ region, account, clusterName, tasks }: Deployment): PolicyStatement[] {
  if (tasks.length === 0) {
    return [];
  }
  const ecs = `arn:aws:ecs:${region}:${account}`;
  const runs = [`${ecs}:task/${clusterName}/*`];
  return [
    {
      actions: ["ecs:RunTask"],
      resources: tasks.map(({ family }) => `${ecs}:task-definition/${family}:*`),
      conditions: { ArnEquals: { "ecs:cluster": `${ecs}:cluster/${clusterName}` } },
    },
    {
      actions: ["ecs:TagResource"],
      resources: runs,
      conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
    },
    { actions: ["ecs:DescribeTasks"], resources: runs },
    {
      actions: ["logs:GetLogEvents"],
      resources: tasks.map(
        ({ logGroupName }) => `arn:aws:logs:${region}:${account}:log-group:${logGroupName}:log-stream:*`,
      ),
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
