import { readFileSync } from "node:fs";
import { join } from "node:path";

interface RecordedCalls {
  /** By type of resource. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
  readonly changes: Readonly<Record<string, readonly string[]>>;
  readonly state: readonly string[];
}

/** What Terraform 1.11.4 and hashicorp/aws 5.100.0 called; recorded by record-version-bump.sh. */
export const recordedCalls = JSON.parse(
  readFileSync(join(__dirname, "version-bump-calls.json"), "utf8"),
) as RecordedCalls;

/** Names of services in the provider's log, and in IAM's actions. */
const iamPrefixes: Readonly<Record<string, string>> = {
  "Application Auto Scaling": "application-autoscaling",
  "Auto Scaling": "autoscaling",
  "CloudWatch Logs": "logs",
  EC2: "ec2",
  ECS: "ecs",
  "Elastic Load Balancing v2": "elasticloadbalancing",
  EventBridge: "events",
  IAM: "iam",
  KMS: "kms",
  S3: "s3",
  SNS: "sns",
  SQS: "sqs",
};
/** Calls whose action has another name. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
const renamed: Readonly<Record<string, string>> = {
  "s3:HeadObject": "s3:GetObject",
  "s3:ListObjectsV2": "s3:ListBucket",
};

/** IAM's actions for calls of the provider. */
export function actionsOf(calls: readonly string[]): string[] {
  const actions = calls
    .filter((call) => call !== "STS: GetCallerIdentity") // takes no permission
    .map((call) => call.split(": "))
    .map(([service = "", method = ""]) => `${iamPrefixes[service] ?? service}:${method}`)
    .map((action) => renamed[action] ?? action);
  return [...new Set(actions)].sort();
}
