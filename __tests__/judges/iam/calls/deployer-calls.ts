import * as deployers from "../callers/deployers";
import { ECS, ECS_ACTIONS, SAR } from "./links";
import { type Row } from "./row";

/** What a deployer does at a new version, beside reading. */
export const allowed: readonly Row[] = [
  {
    who: "a job of GitHub Actions becomes a deployer",
    callers: deployers.githubJobs,
    calls: ["sts:AssumeRoleWithWebIdentity"],
    on: "{role}",
    context: {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:example/shop:environment:{cluster}",
    },
    link: `https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub`,
  },
  {
    who: "a job of GitLab CI becomes a deployer",
    callers: deployers.gitlabJobs,
    calls: ["sts:AssumeRoleWithWebIdentity"],
    on: "{role}",
    context: {
      "gitlab.com:aud": "https://gitlab.com",
      "gitlab.com:sub": "project_path:example/shop:ref_type:branch:ref:main",
    },
    link: "https://docs.gitlab.com/ci/cloud_services/aws/",
  },
  {
    who: "a deployer reads and writes the state",
    callers: deployers.deployers,
    calls: ["s3:GetObject", "s3:PutObject"],
    on: "arn:{partition}:s3:::{bucket}/{key}",
    link: "https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions",
  },
  {
    who: "a deployer locks the state",
    callers: deployers.deployers,
    calls: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    on: "arn:{partition}:s3:::{bucket}/{key}.tflock",
    link: "https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions",
  },
  {
    who: "a deployer looks for workspaces",
    callers: deployers.deployers,
    calls: ["s3:ListBucket"],
    on: "arn:{partition}:s3:::{bucket}",
    context: { "s3:prefix": "env:/" },
    link: "https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions",
  },
  {
    who: "a deployer pushes an image",
    callers: deployers.imagePushes,
    calls: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:CompleteLayerUpload",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ],
    on: "{repository}",
    link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html",
  },
  ...[deployers.serviceDeployments, deployers.taskDeployments].flatMap((callers, index): Row[] => {
    const whose = index === 0 ? "a service" : "a task";
    return [
      {
        who: `a deployer registers a version of ${whose}, saying nothing of privileges`,
        callers,
        calls: ["ecs:RegisterTaskDefinition"],
        on: "{arn:ecs}:task-definition/{family}:2",
        link: ECS_ACTIONS,
      },
      {
        who: `a deployer registers a version of ${whose} without privileges`,
        callers,
        calls: ["ecs:RegisterTaskDefinition"],
        on: "{arn:ecs}:task-definition/{family}:2",
        context: { "ecs:privileged": "false" },
        link: ECS_ACTIONS,
      },
      {
        who: `a deployer tags a version of ${whose}`,
        callers,
        calls: ["ecs:TagResource"],
        on: "{arn:ecs}:task-definition/{family}:2",
        context: { "ecs:CreateAction": "RegisterTaskDefinition" },
        link: `${ECS}/supported-iam-actions-tagging.html`,
      },
      ...["{taskRole}", "{executionRole}"].map((role) => ({
        who: `a deployer passes a role of ${whose}`,
        callers,
        calls: ["iam:PassRole"],
        on: role,
        context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
        link: `${ECS}/task-iam-roles.html`,
      })),
    ];
  }),
  {
    who: "a deployer brings a version of a service out",
    callers: deployers.serviceDeployments,
    calls: ["ecs:UpdateService"],
    on: "{arn:ecs}:service/{cluster}/{service}",
    context: {
      "ecs:cluster": "{clusterArn}",
      "ecs:task-definition": "{arn:ecs}:task-definition/{family}:2",
    },
    link: ECS_ACTIONS,
  },
  {
    who: "a deployer runs a task",
    callers: deployers.taskDeployments,
    calls: ["ecs:RunTask"],
    on: "{arn:ecs}:task-definition/{family}:2",
    context: { "ecs:cluster": "{clusterArn}" },
    link: ECS_ACTIONS,
  },
  {
    who: "a deployer tags a task that it runs",
    callers: deployers.taskDeployments,
    calls: ["ecs:TagResource"],
    on: "{arn:ecs}:task/{cluster}/0123456789abcdef",
    context: { "ecs:CreateAction": "RunTask" },
    link: `${ECS}/supported-iam-actions-tagging.html`,
  },
  {
    who: "a deployer waits for a task",
    callers: deployers.taskDeployments,
    calls: ["ecs:DescribeTasks"],
    on: "{arn:ecs}:task/{cluster}/0123456789abcdef",
    context: { "ecs:cluster": "{clusterArn}" },
    link: ECS_ACTIONS,
  },
  {
    who: "a deployer reads the log of a task",
    callers: deployers.taskDeployments,
    calls: ["logs:GetLogEvents"],
    on: "{arn:logs}:log-group:{logGroup}:log-stream:migrate/migrate/0123456789abcdef",
    link: `${SAR}/list_amazoncloudwatchlogs.html`,
  },
  {
    who: "a deployer gives a schedule a new version",
    callers: deployers.scheduleDeployments,
    calls: ["scheduler:UpdateSchedule"],
    on: "{schedule}",
    link: `${SAR}/list_amazoneventbridgescheduler.html`,
  },
  {
    who: "a deployer passes the role of a schedule",
    callers: deployers.scheduleDeployments,
    calls: ["iam:PassRole"],
    on: "{role}",
    context: { "iam:PassedToService": "scheduler.amazonaws.com" },
    link: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role",
  },
];
