import { imagePush } from "../ecr";
import type { PolicyStatement } from "../iam";

/** What a version bump changes, and where. */
export interface Deployment {
  readonly region: string;
  readonly account: string;
  readonly clusterName: string;
  /** Families of the services' task definitions. */
  readonly families: readonly string[];
  /** ARNs of the roles that the task definitions name. */
  readonly roleArns: readonly string[];
  /** ARNs of the repositories that new images are pushed to. */
  readonly repositoryArns: readonly string[];
  readonly stateBucket: string;
  readonly stateKey: string;
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
  ];
}
