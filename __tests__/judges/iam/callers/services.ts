import type { AppliedResource } from "../applied-stack";
import type { Statement } from "../policies";
import type { StackPolicies } from "../stack-policies";
import { asRole, asService, type Caller, surroundings } from "./caller";

/** EventBridge, for each rule that sends to a topic. */
export function eventRules(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  return stack.list("aws_cloudwatch_event_target").flatMap((target) => {
    const topic = stack.find("aws_sns_topic", "arn", target.text("arn"));
    const rule = stack.find("aws_cloudwatch_event_rule", "name", target.text("rule"));
    return topic === undefined || rule === undefined
      ? []
      : asService(policies, "events.amazonaws.com", { ...valuesOf(policies, topic), rule: rule.text("arn") });
  });
}

/** CloudWatch, for each alarm that tells a topic. */
export function alarms(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  return stack.list("aws_cloudwatch_metric_alarm").flatMap((alarm) =>
    [alarm.attribute("alarm_actions"), alarm.attribute("ok_actions")]
      .flatMap((actions) => (actions ?? []) as string[])
      .flatMap((arn) => stack.find("aws_sns_topic", "arn", arn) ?? [])
      .map((topic) =>
        asService(policies, "cloudwatch.amazonaws.com", {
          ...valuesOf(policies, topic),
          alarm: alarm.text("arn"),
        }),
      ),
  );
}

/** Auto Scaling, which tells topics with its service-linked role. */
export function autoScalingGroups(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  const { partition, account } = stack.place;
  return stack.list("aws_autoscaling_notification").flatMap((notification) => {
    const topic = stack.find("aws_sns_topic", "arn", notification.text("topic_arn"));
    const role = `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    return topic === undefined
      ? []
      : {
          policies,
          principal: { AWS: role },
          identity: AUTO_SCALING_SERVICE_ROLE_POLICY,
          values: { ...surroundings(policies), ...valuesOf(policies, topic), role },
        };
  });
}

/** What of it concerns topics: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AutoScalingServiceRolePolicy.html */
const AUTO_SCALING_SERVICE_ROLE_POLICY: readonly Statement[] = [
  { effect: "Allow", actions: ["sns:Publish"], resources: ["*"], conditions: {} },
];

/** SNS, for each queue that receives messages or those that were not delivered. */
export function queueSubscriptions(policies: StackPolicies): Caller[] {
  const { stack } = policies;
  return stack.list("aws_sns_topic_subscription").flatMap((subscription) => {
    const redrive = subscription.attribute("redrive_policy") as string | undefined;
    const undelivered =
      redrive === undefined
        ? ""
        : (JSON.parse(redrive) as { deadLetterTargetArn: string }).deadLetterTargetArn;
    return [subscription.text("endpoint"), undelivered]
      .filter((queue) => stack.find("aws_sqs_queue", "arn", queue) !== undefined)
      .map((queue) =>
        asService(policies, "sns.amazonaws.com", { queue, topic: subscription.text("topic_arn") }),
      );
  });
}

/** EventBridge Scheduler, which assumes the role of each schedule. */
export function schedulers(policies: StackPolicies): Caller[] {
  return schedulesOf(policies).map(({ role }) =>
    asService(policies, "scheduler.amazonaws.com", { role: role.text("arn") }),
  );
}

/** The role of each schedule. */
export function scheduleRoles(policies: StackPolicies): Caller[] {
  return schedulesOf(policies).map(({ role, values }) => asRole(policies, role, values));
}

/** The role of each schedule that is encrypted with a customer's key. */
export function encryptedScheduleRoles(policies: StackPolicies): Caller[] {
  return scheduleRoles(policies).filter(({ values }) => values.scheduleKey !== "");
}

function schedulesOf(policies: StackPolicies): { role: AppliedResource; values: Record<string, string> }[] {
  const { stack } = policies;
  return stack.list("aws_scheduler_schedule").map((schedule) => {
    const target = schedule.attribute("target") as {
      role_arn: string;
      dead_letter_config: { arn: string };
      ecs_parameters: { task_definition_arn: string };
    };
    const definition = stack.find(
      "aws_ecs_task_definition",
      "arn",
      target.ecs_parameters.task_definition_arn,
    );
    return {
      role: policies.role("arn", target.role_arn),
      values: {
        scheduleKey: (schedule.attribute("kms_key_arn") ?? "") as string,
        taskDefinition: target.ecs_parameters.task_definition_arn,
        taskRole: definition?.text("task_role_arn") ?? "",
        executionRole: definition?.text("execution_role_arn") ?? "",
        deadLetters: target.dead_letter_config.arn,
      },
    };
  });
}

/** VPC flow logs, which assume the role of each flow log. */
export function flowLogs(policies: StackPolicies): Caller[] {
  return policies.stack
    .list("aws_flow_log")
    .map((flowLog) =>
      asService(policies, "vpc-flow-logs.amazonaws.com", { role: flowLog.text("iam_role_arn") }),
    );
}

/** The role of each flow log. */
export function flowLogRoles(policies: StackPolicies): Caller[] {
  return policies.stack.list("aws_flow_log").map((flowLog) =>
    asRole(policies, policies.role("arn", flowLog.text("iam_role_arn")), {
      logGroupArn: flowLog.text("log_destination"),
    }),
  );
}

/** Elastic Load Balancing, for each balancer whose requests are logged. */
export function accessLogs(policies: StackPolicies): Caller[] {
  const balancers = [...policies.stack.list("aws_lb"), ...policies.stack.list("aws_elb")];
  return balancers.flatMap((balancer) => {
    const logs = balancer.attribute("access_logs") as
      { bucket: string; prefix?: string; bucket_prefix?: string } | undefined;
    return logs === undefined
      ? []
      : asService(policies, "logdelivery.elasticloadbalancing.amazonaws.com", {
          bucket: logs.bucket,
          prefix: logs.prefix ?? logs.bucket_prefix ?? "",
        });
  });
}

/** Only those callers whose topic is encrypted with a key of the stack. */
export function throughKey(
  find: (policies: StackPolicies) => Caller[],
): (policies: StackPolicies) => Caller[] {
  return (policies) => find(policies).filter(({ values }) => values.key !== undefined);
}

function valuesOf({ stack }: StackPolicies, topic: AppliedResource): Record<string, string> {
  const keyId = topic.attribute("kms_master_key_id");
  const key = keyId === undefined ? undefined : stack.find("aws_kms_key", "key_id", keyId);
  return { topic: topic.text("arn"), ...(key && { key: key.text("arn") }) };
}
