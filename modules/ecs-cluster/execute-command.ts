import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsClusterConfiguration } from "@cdktf/provider-aws/lib/ecs-cluster";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { bucketName, type Checks, logRetention, rules } from "../core";
import type { PolicyStatement } from "../iam";

/**
 * What is kept of the shells that people open in containers (`execEnabled`): what they type, and what they see.
 * CloudTrail says who opened which, anyway. An image without `script` and `cat` leaves no readable record.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 */
export interface ExecuteCommand {
  /** A log group for the records, made with the cluster. @default none */
  readonly logGroup?: ExecuteCommandLogGroup;
  /** A bucket for the records, which is there already. @default none */
  readonly bucket?: ExecuteCommandBucket;
  /**
   * The customer's key that encrypts the session beside TLS; who opens a shell needs `kms:GenerateDataKey` on it.
   * @default TLS only
   */
  readonly kmsKeyArn?: string;
}

export interface ExecuteCommandLogGroup {
  /** 1 to 512 letters, digits and the characters `. _ / # -`. @default /ecs-exec/<cluster> */
  readonly name?: string;
  /** Days that records are kept, one of those CloudWatch offers. @default 365 */
  readonly retentionDays?: number;
  /** The customer's key that encrypts them; its policy must let CloudWatch Logs use it. @default CloudWatch's own key */
  readonly kmsKeyArn?: string;
}

export interface ExecuteCommandBucket {
  /** Name of the bucket. */
  readonly name: string;
  /** What the keys of the records begin with, followed by `/`. @default none */
  readonly prefix?: string;
  /** The customer's key that the bucket encrypts with. @default S3's own keys */
  readonly kmsKeyArn?: string;
}

/** What the permissions of a task must name: {@link ExecuteCommand} of a cluster that is there. */
export interface ExecuteCommandTargets extends Pick<ExecuteCommand, "bucket" | "kmsKeyArn"> {
  /** ARN of the log group. @default none */
  readonly logGroupArn?: string;
}

/** Makes the log group for the records, if there is to be one. */
export function addExecLogGroup(
  scope: Construct,
  clusterName: string,
  logGroup: ExecuteCommandLogGroup | undefined,
): CloudwatchLogGroup | undefined {
  return (
    logGroup &&
    new CloudwatchLogGroup(scope, "exec-log-group", {
      name: logGroupName(clusterName, logGroup),
      retentionInDays: logGroup.retentionDays ?? 365,
      kmsKeyId: logGroup.kmsKeyArn,
    })
  );
}

function logGroupName(
  clusterName: string,
  { name = `/ecs-exec/${clusterName}` }: ExecuteCommandLogGroup,
): string {
  return name;
}

/**
 * What the cluster is told. Where encryption is asked for, a session is refused unless the log group or bucket encrypts:
 * buckets always do, log groups with a customer's key only.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandLogConfiguration.html
 */
export function renderExecuteCommand(
  { logGroup, bucket, kmsKeyArn }: ExecuteCommand,
  logGroupName: string | undefined,
): EcsClusterConfiguration {
  return {
    executeCommandConfiguration: {
      kmsKeyId: kmsKeyArn,
      ...(logGroup === undefined && bucket === undefined
        ? {}
        : {
            logging: "OVERRIDE",
            logConfiguration: {
              cloudWatchLogGroupName: logGroupName,
              cloudWatchEncryptionEnabled: logGroup?.kmsKeyArn !== undefined,
              s3BucketName: bucket?.name,
              s3KeyPrefix: bucket?.prefix,
              s3BucketEncryptionEnabled: bucket && true,
            },
          }),
    },
  };
}

/**
 * What the agent in a container needs, with the role of the task, to keep records and to encrypt the session.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 */
export function executeCommandPermissions(
  { logGroupArn, bucket, kmsKeyArn }: ExecuteCommandTargets,
  partition: string,
): PolicyStatement[] {
  const toLogGroup =
    logGroupArn === undefined
      ? []
      : [
          // AWS limits it to no resource.
          { actions: ["logs:DescribeLogGroups"], resources: ["*"] },
          {
            actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            resources: [`${logGroupArn}:*`],
          },
        ];
  const toBucket = bucket === undefined ? [] : bucketAccess(bucket, `arn:${partition}:s3:::${bucket.name}`);
  const session = kmsKeyArn === undefined ? [] : [{ actions: ["kms:Decrypt"], resources: [kmsKeyArn] }];
  return [...toLogGroup, ...toBucket, ...session];
}

function bucketAccess({ prefix, kmsKeyArn }: ExecuteCommandBucket, arn: string): PolicyStatement[] {
  const objects = prefix === undefined ? `${arn}/*` : `${arn}/${prefix}/*`;
  return [
    { actions: ["s3:GetBucketLocation", "s3:GetEncryptionConfiguration"], resources: [arn] },
    { actions: ["s3:PutObject"], resources: [objects] },
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    ...(kmsKeyArn === undefined ? [] : [{ actions: ["kms:GenerateDataKey"], resources: [kmsKeyArn] }]),
  ];
}

export function checkExecuteCommand(
  c: Checks,
  scope: Construct,
  clusterName: string,
  props: ExecuteCommand,
): void {
  const { logGroup, bucket, kmsKeyArn } = props;
  c.require(() => logGroup !== undefined || bucket !== undefined || kmsKeyArn !== undefined, {
    prop: "",
    must: "have a logGroup, a bucket or a kmsKeyArn",
    got: props,
    hint: "write 'logGroup: {}' for a log group with all defaults, or leave it out",
  });
  if (logGroup !== undefined) {
    c.at("logGroup").each<ExecuteCommandLogGroup>(logGroup, {
      name: LOG_GROUP_NAME,
      retentionDays: logRetention,
      kmsKeyArn: rules.kmsKeyArn,
    });
    c.unique("logGroup.name", logGroupName(clusterName, logGroup), {
      owner: TerraformStack.of(scope),
      kind: "log group",
      inWords: "the stack",
      hint: "choose another name",
    });
  }
  checkExecuteCommandTargets(c, props);
}

export function checkExecuteCommandTargets(c: Checks, { bucket, kmsKeyArn }: ExecuteCommandTargets): void {
  c.value("kmsKeyArn", kmsKeyArn, rules.kmsKeyArn);
  if (bucket !== undefined) {
    c.at("bucket").each<ExecuteCommandBucket>(bucket, {
      name: bucketName,
      prefix: PREFIX,
      kmsKeyArn: rules.kmsKeyArn,
    });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const LOG_GROUP_NAME = rules.text(
  /^(?!aws\/)[\w./#-]{1,512}$/,
  "1 to 512 letters, digits and the characters . _ / # -, not beginning with aws/",
  "choose another name",
);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const PREFIX = rules.text(
  /^[\w.-]+(\/[\w.-]+)*$/,
  "names of letters, digits and the characters . _ -, with slashes between",
  "write it like audit/shells",
);
