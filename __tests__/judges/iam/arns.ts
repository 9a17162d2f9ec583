import type { Place } from "./place";

/** An attribute that nobody writes: AWS makes it up. */
export interface ComputedAttribute {
  readonly type: string;
  readonly id: string;
  readonly attribute: string;
  readonly place: Place;
  /** Another attribute of the same resource. */
  readonly text: (attribute: string) => string;
}

/**
 * What AWS would make up for an attribute: an ARN by its documented form, else a text that tells it apart.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @throws Error for an ARN of a type that is not listed
 */
export function arnOf({ type, id, attribute, place, text }: ComputedAttribute): string {
  const arn = (service: string, resource: string) =>
    `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
  const global = (service: string, resource: string) =>
    `arn:${place.partition}:${service}::${place.account}:${resource}`;
  const known: Readonly<Record<string, () => string>> = {
    "aws_appautoscaling_policy.arn": () =>
      arn("autoscaling", `scalingPolicy:${id}:policyName/${text("name")}`),
    "aws_autoscaling_policy.arn": () => arn("autoscaling", `scalingPolicy:${id}:policyName/${text("name")}`),
    "aws_cloudwatch_event_rule.arn": () => arn("events", `rule/${text("name")}`),
    "aws_cloudwatch_log_group.arn": () => arn("logs", `log-group:${text("name")}`),
    "aws_cloudwatch_metric_alarm.arn": () => arn("cloudwatch", `alarm:${text("alarm_name")}`),
    "aws_db_instance.master_user_secret[0].kms_key_id": () => arn("kms", `key/${id}`),
    "aws_db_instance.master_user_secret[0].secret_arn": () =>
      arn("secretsmanager", `secret:rds!db-${text("identifier")}-AbCdEf`),
    "aws_ecr_repository.arn": () => arn("ecr", `repository/${text("name")}`),
    "aws_ecr_repository.repository_url": () =>
      `${place.account}.dkr.ecr.${place.region}.amazonaws.com${place.partition === "aws-cn" ? ".cn" : ""}/${text("name")}`,
    "aws_ecs_capacity_provider.arn": () => arn("ecs", `capacity-provider/${text("name")}`),
    "aws_ecs_cluster.arn": () => arn("ecs", `cluster/${text("name")}`),
    "aws_ecs_task_definition.arn": () => arn("ecs", `task-definition/${text("family")}:1`),
    "aws_iam_instance_profile.arn": () => global("iam", `instance-profile/${text("name")}`),
    "aws_iam_openid_connect_provider.arn": () =>
      global("iam", `oidc-provider/${text("url").replace("https://", "")}`),
    "aws_iam_policy.arn": () => global("iam", `policy/${text("name")}`),
    "aws_iam_role.arn": () => global("iam", `role${text("path")}${text("name")}`),
    "aws_iam_role.path": () => "/",
    "aws_iam_user.arn": () => global("iam", `user/${text("name")}`),
    "aws_kms_key.arn": () => arn("kms", `key/${id}`),
    "aws_kms_key.key_id": () => id,
    "aws_s3_bucket.arn": () => `arn:${place.partition}:s3:::${text("bucket")}`,
    "aws_s3_bucket.id": () => text("bucket"),
    "aws_scheduler_schedule.arn": () => arn("scheduler", `schedule/default/${text("name")}`),
    "aws_secretsmanager_secret.arn": () => arn("secretsmanager", `secret:${text("name_prefix")}made-AbCdEf`),
    "aws_security_group.owner_id": () => place.account,
    "aws_sns_topic.arn": () => arn("sns", text("name")),
    "aws_sqs_queue.arn": () => arn("sqs", text("name")),
    "aws_sqs_queue.url": () => `https://sqs.${place.region}.amazonaws.com/${place.account}/${text("name")}`,
  };
  const value = known[`${type}.${attribute}`];
  if (value === undefined && attribute.endsWith("arn")) {
    throw new Error(`the judge does not know the ARN of ${type}: add its form to ${__filename}`);
  }
  return value?.() ?? `${type}-${id}-${attribute}`;
}
