import type { Attributes } from "../terraform/plan-json";

/**
 * What Terraform imports resources by whose ids users choose: a text made from their arguments, in which references to
 * other resources stay for Terraform to resolve. Each is documented under "Import" on the resource's page:
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const IMPORT_IDS: Readonly<Partial<Record<string, (block: Attributes) => string>>> = {
  aws_appautoscaling_policy: (b) =>
    text`${b.service_namespace}/${b.resource_id}/${b.scalable_dimension}/${b.name}`,
  aws_appautoscaling_scheduled_action: (b) =>
    text`${b.service_namespace}/${b.resource_id}/${b.scalable_dimension}/${b.name}`,
  aws_appautoscaling_target: (b) => text`${b.service_namespace}/${b.resource_id}/${b.scalable_dimension}`,
  aws_autoscaling_group: (b) => text`${b.name}`,
  aws_autoscaling_lifecycle_hook: (b) => text`${b.autoscaling_group_name}/${b.name}`,
  aws_autoscaling_policy: (b) => text`${b.autoscaling_group_name}/${b.name}`,
  aws_autoscaling_schedule: (b) => text`${b.autoscaling_group_name}/${b.scheduled_action_name}`,
  aws_cloudwatch_event_rule: (b) => text`${b.name}`,
  aws_cloudwatch_log_group: (b) => text`${b.name}`,
  aws_cloudwatch_metric_alarm: (b) => text`${b.alarm_name}`,
  aws_db_instance: (b) => text`${b.identifier}`,
  aws_db_parameter_group: (b) => text`${b.name}`,
  aws_db_subnet_group: (b) => text`${b.name}`,
  aws_ecr_lifecycle_policy: (b) => text`${b.repository}`,
  aws_ecr_repository: (b) => text`${b.name}`,
  aws_ecr_repository_policy: (b) => text`${b.repository}`,
  aws_ecs_capacity_provider: (b) => text`${b.name}`,
  aws_ecs_cluster: (b) => text`${b.name}`,
  aws_ecs_cluster_capacity_providers: (b) => text`${b.cluster_name}`,
  aws_ecs_service: (b) => text`${nameOf(b.cluster)}/${b.name}`,
  aws_elb: (b) => text`${b.name}`,
  aws_iam_role_policy: (b) => text`${b.role}:${b.name}`,
  aws_iam_role_policy_attachment: (b) => text`${b.role}/${b.policy_arn}`,
  aws_iam_user: (b) => text`${b.name}`,
  aws_iam_user_policy_attachment: (b) => text`${b.user}/${b.policy_arn}`,
  aws_s3_bucket: (b) => text`${b.bucket}`,
  aws_s3_bucket_lifecycle_configuration: (b) => text`${b.bucket}`,
  aws_s3_bucket_ownership_controls: (b) => text`${b.bucket}`,
  aws_s3_bucket_policy: (b) => text`${b.bucket}`,
  aws_s3_bucket_public_access_block: (b) => text`${b.bucket}`,
  aws_s3_bucket_server_side_encryption_configuration: (b) => text`${b.bucket}`,
  aws_s3_bucket_versioning: (b) => text`${b.bucket}`,
  aws_scheduler_schedule: (b) => text`${b.group_name ?? "default"}/${b.name}`,
  aws_sns_topic_policy: (b) => text`${b.arn}`,
};

/** Types whose creation does the same once more: what a lost one has set, the next deployment sets again. */
const REPEATABLE: ReadonlySet<string> = new Set([
  // It cannot be imported: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_notification
  "aws_autoscaling_notification",
]);

/** Types whose ids in Terraform's messages are not what they are imported by. */
const OTHER_IDS: ReadonlySet<string> = new Set([
  "aws_cloudwatch_event_target",
  "aws_ecs_task_definition",
  "aws_route",
  "aws_route_table_association",
]);

/** The id to import a resource by, with references in it; undefined if it does not follow from its arguments. */
export function chosenImportId(type: string, block: Attributes): string | undefined {
  const id = IMPORT_IDS[type]?.(block);
  return id === undefined || id.includes(MISSING) ? undefined : id;
}

/** Whether a resource can be imported by the id that Terraform's messages name. */
export function importsByItsId(type: string): boolean {
  return !OTHER_IDS.has(type);
}

export function isRepeatable(type: string): boolean {
  return REPEATABLE.has(type);
}

/** Stands for an argument that is not there: the provider makes it up. */
const MISSING = "\0";

function text(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  return parts.reduce((before, part, index) => {
    const value = values[index - 1];
    return before + (typeof value === "string" ? value : MISSING) + part;
  });
}

/** A cluster is named by a reference to its ARN, and imported by its name. */
function nameOf(cluster: unknown): unknown {
  return typeof cluster === "string"
    ? cluster.replace(/\.arn\}$/, ".name}").replace(/^arn:.*:cluster\//, "")
    : cluster;
}
