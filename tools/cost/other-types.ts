import { blocksOf, type CostResource } from "./resources";

/** What is paid by use, which nobody knows before. */
type Usage = (resource: CostResource) => readonly string[];

const USAGE: Readonly<Record<string, Usage>> = {
  aws_appautoscaling_policy: ({ attributes }) =>
    attributes.policy_type === "TargetTrackingScaling" ? [SCALING_ALARMS] : [],
  aws_autoscaling_group: ({ attributes }) =>
    blocksOf(attributes.mixed_instances_policy).length > 0
      ? ["what Spot instances cost less (up to 90 %)"]
      : [],
  aws_cloudwatch_log_group: () => ["logs that are written and kept"],
  aws_db_instance: () => ["backups beyond the size of a database"],
  aws_ecr_repository: () => ["images in ECR"],
  aws_ecs_capacity_provider: () => [SCALING_ALARMS],
  aws_ecs_cluster: ({ attributes }) =>
    blocksOf(attributes.setting).some(({ value }) => value === "enabled" || value === "enhanced")
      ? ["metrics of Container Insights"]
      : [],
  aws_elb: () => ["data through load balancers"],
  aws_flow_log: () => ["logs that are written and kept"],
  aws_kms_key: () => ["use and rotation of keys"],
  aws_lb: () => ["capacity units (LCU) of load balancers"],
  aws_nat_gateway: () => ["data through NAT gateways"],
  aws_s3_bucket: () => ["what is in S3 buckets"],
  aws_service_discovery_service: () => ["tasks registered in Cloud Map"],
  aws_sns_topic: () => ["messages"],
  aws_sqs_queue: () => ["messages"],
  aws_vpc_endpoint: ({ attributes }) =>
    attributes.vpc_endpoint_type === "Interface" ? ["data through interface endpoints"] : [],
};

const SCALING_ALARMS = "alarms that target tracking makes";

/** What costs nothing by itself. A resource of a type that is in none of the tables is reported as unknown. */
const FREE: ReadonlySet<string> = new Set([
  ...["aws_acm_certificate", "aws_acm_certificate_validation"],
  ...["aws_appautoscaling_scheduled_action", "aws_appautoscaling_target"],
  ...["aws_autoscaling_lifecycle_hook", "aws_autoscaling_notification", "aws_autoscaling_policy"],
  ...["aws_autoscaling_schedule", "aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"],
  ...["aws_db_parameter_group", "aws_db_subnet_group", "aws_default_security_group"],
  ...["aws_ecr_lifecycle_policy", "aws_ecr_repository_policy", "aws_ecs_cluster_capacity_providers"],
  ...[
    "aws_ecs_service",
    "aws_ecs_task_definition",
    "aws_iam_instance_profile",
    "aws_iam_openid_connect_provider",
  ],
  ...["aws_iam_policy", "aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"],
  ...["aws_iam_user", "aws_iam_user_policy_attachment", "aws_internet_gateway", "aws_kms_key_policy"],
  ...["aws_launch_template", "aws_lb_listener", "aws_lb_listener_certificate", "aws_lb_listener_rule"],
  ...["aws_lb_ssl_negotiation_policy", "aws_lb_target_group", "aws_route", "aws_route53_record"],
  ...["aws_route_table", "aws_route_table_association", "aws_s3_bucket_lifecycle_configuration"],
  ...["aws_s3_bucket_ownership_controls", "aws_s3_bucket_policy", "aws_s3_bucket_public_access_block"],
  ...["aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_versioning"],
  ...["aws_scheduler_schedule", "aws_secretsmanager_secret_rotation", "aws_security_group"],
  ...["aws_sns_topic_policy", "aws_sns_topic_subscription", "aws_sqs_queue_policy", "aws_ssm_parameter"],
  ...["aws_subnet", "aws_vpc", "aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"],
  "aws_wafv2_web_acl_association",
]);

/** What a resource makes people pay by use. */
export function usageOf(resource: CostResource): readonly string[] {
  return USAGE[resource.type]?.(resource) ?? [];
}

/** Whether resources of a type cost nothing while they are there. */
export function isFree(type: string): boolean {
  return FREE.has(type) || USAGE[type] !== undefined;
}
