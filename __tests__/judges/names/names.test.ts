import { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { InputError } from "../../../modules/core";
import { EcrRepository } from "../../../modules/ecr";
import { EcsCluster, ExistingCluster } from "../../../modules/ecs-cluster";
import { EcsEvents } from "../../../modules/ecs-events";
import { EcsInstances } from "../../../modules/ecs-instances";
import { EcsService } from "../../../modules/ecs-service";
import { IamRole } from "../../../modules/iam";
import { ScheduledTask } from "../../../modules/scheduled-task";
import { PrivateDnsNamespace } from "../../../modules/service-discovery";
import { ExistingSnsTopic } from "../../../modules/sns";
import { network } from "../../support/context";
import { service } from "../../support/service";
import { type Block, synthesize } from "../../support/synth";
import { container } from "../../support/task";
import { describeWithMoto } from "../../tools/local-aws/support/strict-server";
import { allows, candidates, isStated, readModels } from "./models";

/** Makes something of a name that a user gives, which AWS gets as it is; refuses the name by an error. */
type Give = (scope: TerraformStack, name: string) => unknown;

/** By the parameter that gets the name. Models of ECS, load balancers, SNS and SQS say nothing of names. */
const GIVEN = {
  "iam.CreateRole.RoleName": (scope, name) =>
    new IamRole(scope, "role", { namePrefix: "a", name, description: "a", assumedBy: "ecs.amazonaws.com" }),
  "logs.CreateLogGroup.logGroupName": (scope, logGroupName) => {
    const cluster = new ExistingCluster(scope, "cluster", { name: "main" });
    new EcsService(scope, "app", { cluster, name: "app", containers: [container()], logGroupName });
  },
  "ecr.CreateRepository.repositoryName": (scope, name) => new EcrRepository(scope, "repository", { name }),
  "servicediscovery.CreatePrivateDnsNamespace.Name": (scope, name) =>
    new PrivateDnsNamespace(scope, "namespace", { vpc: network(scope), name }),
} as const satisfies Readonly<Record<string, Give>>;

/** Terraform appends 26 characters to a prefix. */
const withSuffix = (prefix: unknown) => `${String(prefix)}${"0".repeat(26)}`;

/** Names that are made here of others, by the type of the resource. */
const MADE: Readonly<Record<string, readonly [parameter: string, nameOf: (resource: Block) => unknown]>> = {
  aws_launch_template: ["ec2.CreateLaunchTemplate.LaunchTemplateName", (one) => withSuffix(one.name_prefix)],
  aws_autoscaling_group: ["autoscaling.CreateAutoScalingGroup.AutoScalingGroupName", (group) => group.name],
  aws_autoscaling_lifecycle_hook: ["autoscaling.PutLifecycleHook.LifecycleHookName", (hook) => hook.name],
  aws_autoscaling_policy: ["autoscaling.PutScalingPolicy.PolicyName", (policy) => policy.name],
  aws_iam_role: ["iam.CreateRole.RoleName", (role) => withSuffix(role.name_prefix)],
  aws_iam_instance_profile: [
    "iam.CreateInstanceProfile.InstanceProfileName",
    (profile) => withSuffix(profile.name_prefix),
  ],
  aws_cloudwatch_log_group: ["logs.CreateLogGroup.logGroupName", (group) => group.name],
  aws_cloudwatch_event_rule: ["events.PutRule.Name", (rule) => rule.name],
  aws_cloudwatch_metric_alarm: ["cloudwatch.PutMetricAlarm.AlarmName", (alarm) => alarm.alarm_name],
  aws_scheduler_schedule: ["scheduler.CreateSchedule.Name", (schedule) => schedule.name],
  aws_appautoscaling_policy: ["application-autoscaling.PutScalingPolicy.PolicyName", (policy) => policy.name],
  aws_appautoscaling_scheduled_action: [
    "application-autoscaling.PutScheduledAction.ScheduledActionName",
    (action) => action.name,
  ],
};

/** The longest names that are taken, with all kinds of characters that may be in them. */
function longestNames() {
  return synthesize((stack) => {
    const vpc = network(stack);
    const make = (clusterName: string, groupName: string, serviceName: string, taskName?: string) => {
      const cluster = new EcsCluster(stack, clusterName, { name: clusterName });
      new EcsInstances(stack, `${clusterName}-group`, {
        ...{ cluster, vpc, name: groupName, instanceType: "t3.small", minSize: 2, maxSize: 9 },
        scaling: { metric: "reservation" },
      });
      const schedule = { schedule: "rate(1 day)", minTasks: 1, maxTasks: 1 };
      const schedules = [{ ...schedule, name: `s${"a-9".repeat(21)}` }];
      service({ stack, vpc, cluster }, serviceName, {
        scaling: { minTasks: 1, maxTasks: 1, steps: {}, schedules },
      });
      const topic = new ExistingSnsTopic(stack, `${clusterName}-topic`, {
        topicArn: "arn:aws:sns:eu-west-1:123456789012:alarms",
      });
      new EcsEvents(stack, `${clusterName}-events`, { cluster, topic });
      if (taskName !== undefined) {
        const props = { cluster, vpc, name: taskName, containers: [container()], schedule: "rate(1 day)" };
        new ScheduledTask(stack, `${clusterName}-task`, props);
      }
    };
    const longCluster = `M_-9${"x".repeat(61)}`;
    make(longCluster, `g${"a-9".repeat(10)}z`, `S_-9${"y".repeat(121)}`);
    make("short", "default", "app", `t${"a-9".repeat(19)}`);
  });
}

describeWithMoto("names, by botocore's models of AWS's services", (python) => {
  const parameters = Object.values(MADE).map(([parameter]) => parameter);
  const models = readModels(python, [...new Set([...Object.keys(GIVEN), ...parameters])]);

  test.each(Object.entries<Give>(GIVEN))("none is taken that %s refuses", (parameter, give) => {
    const model = models[parameter] ?? {};
    const taken = candidates(model).filter((name) => isTaken(give, name));

    expect(isStated(model)).toBe(true);
    expect(taken).toContain("a".repeat(Math.max(model.min ?? 1, 3)));
    expect(taken.filter((name) => !allows(model, name))).toEqual([]);
  });

  test("the longest that are made of others are allowed, each kind of them", () => {
    const stack = longestNames();
    const made = Object.entries(MADE).flatMap(([type, [parameter, nameOf]]) =>
      stack.list(type).map((resource) => {
        const name = String(nameOf(resource));
        return {
          type,
          parameter,
          name: name.replace(/\$\{.+?\}/g, (other) => String(stack.follow(other).name)),
        };
      }),
    );

    expect([...new Set(made.map(({ type }) => type))]).toEqual(Object.keys(MADE));
    expect(parameters.filter((parameter) => !isStated(models[parameter] ?? {}))).toEqual([]);
    expect(made.filter(({ parameter, name }) => !allows(models[parameter] ?? {}, name))).toEqual([]);
  });
});

function isTaken(give: Give, name: string): boolean {
  const stack = new TerraformStack(new App(), "test");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  try {
    give(stack, name);
    return true;
  } catch (error) {
    if (error instanceof InputError) {
      return false;
    }
    throw error;
  }
}
