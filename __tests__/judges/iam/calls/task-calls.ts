import * as tasks from "../callers/tasks";
import { CONFUSED_DEPUTY, ECS, SAR } from "./links";
import { type Row, STRANGER } from "./row";

/** What ECS does for a task with its roles, and what the task itself does. */
export const allowed: readonly Row[] = [
  {
    who: "ECS assumes a role for a task",
    callers: tasks.roleAssumptions,
    calls: ["sts:AssumeRole"],
    on: "{role}",
    context: {
      "aws:SourceAccount": "{account}",
      "aws:SourceArn": "{arn:ecs}:task/main/0123456789abcdef",
    },
    link: `${ECS}/task-iam-roles.html#create_task_iam_policy_and_role`,
  },
  {
    who: "ECS signs in to ECR for a task",
    callers: tasks.imagePulls,
    calls: ["ecr:GetAuthorizationToken"],
    on: "*",
    link: `${ECS}/task_execution_IAM_role.html`,
  },
  {
    who: "ECS pulls the image of a task",
    callers: tasks.imagePulls,
    calls: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    on: "{repository}",
    link: `${ECS}/task_execution_IAM_role.html`,
  },
  {
    who: "a task's output reaches CloudWatch",
    callers: tasks.logWriters,
    calls: ["logs:CreateLogStream", "logs:PutLogEvents"],
    on: "{arn:logs}:log-group:{logGroup}:log-stream:{logStream}",
    link: `${ECS}/using_awslogs.html`,
  },
  {
    who: "ECS reads a parameter for a task",
    callers: tasks.parameterReads,
    calls: ["ssm:GetParameters"],
    on: "{parameter}",
    link: `${ECS}/secrets-envvar-ssm-paramstore.html`,
  },
  {
    who: "ECS reads a secret for a task",
    callers: tasks.secretReads,
    calls: ["secretsmanager:GetSecretValue"],
    on: "{secret}",
    link: `${ECS}/secrets-envvar-secrets-manager.html`,
  },
  {
    who: "ECS Exec opens a shell in a task",
    callers: tasks.execAgents,
    calls: [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    on: "*",
    link: `${ECS}/task-iam-roles.html#ecs-exec-required-iam-permissions`,
  },
  {
    who: "a task mounts a file system",
    callers: tasks.efsMounts,
    calls: ["elasticfilesystem:ClientMount"],
    on: "{arn:elasticfilesystem}:file-system/{fileSystem}",
    link: "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html",
  },
  {
    who: "a task mounts a file system at an access point",
    callers: tasks.efsAccessPointMounts,
    calls: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    on: "{arn:elasticfilesystem}:file-system/{fileSystem}",
    context: { "elasticfilesystem:AccessPointArn": "{arn:elasticfilesystem}:access-point/{accessPoint}" },
    link: "https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html#access-points-iam-policy",
  },
];

/** What neither ECS nor a task may do with these roles. */
export const denied: readonly Row[] = [
  {
    who: "ECS assumes a task's role for another account",
    callers: tasks.roleAssumptions,
    calls: ["sts:AssumeRole"],
    on: "{role}",
    context: {
      "aws:SourceAccount": STRANGER,
      "aws:SourceArn": `arn:{partition}:ecs:{region}:${STRANGER}:task/foreign/0123456789abcdef`,
    },
    link: CONFUSED_DEPUTY,
  },
  {
    who: "ECS reads another parameter for a task",
    callers: tasks.parameterReads,
    calls: ["ssm:GetParameters"],
    on: "{arn:ssm}:parameter/foreign",
    link: `${SAR}/list_awssystemsmanager.html`,
  },
  {
    who: "ECS reads another secret for a task",
    callers: tasks.secretReads,
    calls: ["secretsmanager:GetSecretValue"],
    on: "{arn:secretsmanager}:secret:foreign-AbCdEf",
    link: `${SAR}/list_awssecretsmanager.html`,
  },
  {
    who: "a task's output reaches another log group",
    callers: tasks.logWriters,
    calls: ["logs:CreateLogStream", "logs:PutLogEvents"],
    on: "{arn:logs}:log-group:foreign:log-stream:{logStream}",
    link: `${SAR}/list_amazoncloudwatchlogs.html`,
  },
  {
    who: "a task with ECS Exec reads a secret",
    callers: tasks.execAgents,
    calls: ["secretsmanager:GetSecretValue"],
    on: "{arn:secretsmanager}:secret:database-AbCdEf",
    link: `${SAR}/list_awssecretsmanager.html`,
  },
  {
    who: "a task mounts a file system past its access point",
    callers: tasks.efsAccessPointMounts,
    calls: ["elasticfilesystem:ClientMount"],
    on: "{arn:elasticfilesystem}:file-system/{fileSystem}",
    link: "https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html#access-points-iam-policy",
  },
  {
    who: "a task that only reads a file system writes to it, or is root",
    callers: tasks.efsMounts,
    calls: ["elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"],
    on: "{arn:elasticfilesystem}:file-system/{fileSystem}",
    link: "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html",
  },
];
