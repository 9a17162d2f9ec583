import { type Attributes, kindOf, type ResourceChange } from "./plan-json";

/** What a change may cost, other than money. */
export type Risk = "loses data" | "interrupts service";

/** Resources whose destruction takes with it what is stored in them. */
const HOLD_DATA = new Set([
  "aws_cloudwatch_log_group",
  "aws_db_instance",
  "aws_db_snapshot",
  "aws_dynamodb_table",
  "aws_ebs_volume",
  "aws_ecr_repository",
  "aws_efs_file_system",
  "aws_elasticache_cluster",
  "aws_elasticache_replication_group",
  "aws_kms_key",
  "aws_rds_cluster",
  "aws_s3_bucket",
  "aws_s3_object",
  "aws_secretsmanager_secret",
  "aws_sqs_queue",
  "aws_ssm_parameter",
]);

/** Resources without which requests are not answered. */
const CARRY_TRAFFIC = new Set([
  "aws_autoscaling_group",
  "aws_ecs_capacity_provider",
  "aws_ecs_cluster",
  "aws_ecs_service",
  "aws_elb",
  "aws_internet_gateway",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_lb_target_group",
  "aws_nat_gateway",
  "aws_route",
  "aws_route53_record",
  "aws_route_table",
  "aws_security_group",
  "aws_service_discovery_service",
  "aws_subnet",
  "aws_vpc",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
]);

/** Changes in place of a database for which AWS restarts it. See
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html */
const RESTARTS_DATABASE = ["allocated_storage", "db_subnet_group_name", "engine_version", "instance_class"];

/** What one change may cost; undefined if nothing. */
export function riskOf(resource: ResourceChange): Risk | undefined {
  const kind = kindOf(resource);
  const { type, change, action_reason: reason } = resource;
  // Its making has not come to an end, so nobody uses it yet:
  // https://developer.hashicorp.com/terraform/cli/state/taint
  if (reason === "replace_because_tainted") {
    return undefined;
  }
  if (kind === "destroy" || kind === "replace") {
    if (HOLD_DATA.has(type)) {
      return "loses data";
    }
    // A new one that is there before the old one goes takes over from it.
    const isGap = kind === "destroy" || change.actions[0] === "delete";
    return isGap && CARRY_TRAFFIC.has(type) ? "interrupts service" : undefined;
  }
  if (kind === "change" && type === "aws_lb_listener_rule") {
    // The other target group has no tasks yet.
    return targetGroupOf(change.before) === targetGroupOf(change.after) ? undefined : "interrupts service";
  }
  if (kind === "change" && type === "aws_db_instance") {
    const { before, after } = change;
    const restarts = RESTARTS_DATABASE.some((name) => before?.[name] !== after?.[name]);
    return restarts ? "interrupts service" : undefined;
  }
  return undefined;
}

/** Where a listener rule forwards requests to; undefined while it is not known, and if it does not forward. */
function targetGroupOf(rule: Attributes | null): unknown {
  const actions = rule?.action as readonly { readonly target_group_arn?: unknown }[] | undefined;
  return actions?.[0]?.target_group_arn;
}
