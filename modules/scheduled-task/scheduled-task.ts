import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { Construct } from "constructs";
import { arn, type Checks, Kind, locationOf, rules, scheduleExpression, timeZone } from "../core";
import { type IEcsCluster, renderCapacityProviderStrategy, type RenderedStrategyItem } from "../ecs-cluster";
import { IamRole } from "../iam";
import type { ISnsTopic } from "../sns";
import { DeadLetters } from "./dead-letters";
import { OneOffTask, type OneOffTaskProps } from "./one-off-task";

export interface ScheduledTaskProps extends OneOffTaskProps {
  /**
   * When: `cron(0 3 * * ? *)` (minute, hour, day, month, weekday, year), `rate(6 hours)`, or once
   * `at(2027-01-31T03:00:00)`.
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly schedule: string;
  /** IANA time zone of `schedule`, summer time included. @default "UTC" */
  readonly timeZone?: string;
  /**
   * Minutes, from the time of the schedule on, within which EventBridge may begin, 1 to 1440: spreads many tasks.
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
   * @default none: it begins within the minute
   */
  readonly flexibleWindowMinutes?: number;
  /**
   * How often EventBridge asks again when ECS refuses to run the task, ever more seldom, 0 to 185.
   * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
   * @default 10
   */
  readonly maximumRetryAttempts?: number;
  /** Seconds after which EventBridge gives a run up, 60 to 86400. @default 3600 */
  readonly maximumEventAgeSeconds?: number;
  /** Who is told when a run was given up. @default nobody; the queue keeps it for 14 days */
  readonly topic?: ISnsTopic;
  /**
   * The customer's key that encrypts the schedule's payload and its dead letters; who deploys needs `kms:DescribeKey`,
   * `kms:GenerateDataKey` and `kms:Decrypt` on it.
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
   * @default keys of EventBridge and SQS
   */
  readonly kmsKeyArn?: string;
}

const KIND = new Kind<ScheduledTask>("ScheduledTask");

/**
 * A task that EventBridge Scheduler runs, e.g. every night; `npm run task -- <name>` runs it between.
 *
 * What happens when a run fails:
 * - ECS refuses the call (throttled, no permission, no such cluster): EventBridge asks again, and puts the run into
 *   the dead-letter queue when it gives up.
 * - No instance has room: ECS keeps the task in PROVISIONING while managed scaling adds one; if none comes, the task
 *   stops. For EventBridge it has been started: neither is it repeated, nor is there a dead letter.
 * - ECS answers without an error, but with `failures` (an instance whose agent is out of reach, say): the same.
 * - The program ends with an error, or its image or secrets cannot be had: the same.
 *
 * `EcsEvents` reports tasks that stop without success. A program that is run twice, or not at all, must do no harm:
 * EventBridge promises at least one call, not exactly one.
 *
 * Makes, beside what {@link OneOffTask} makes, `aws_scheduler_schedule`, a role that may run this family of task
 * definitions in this cluster and pass their two roles, and a dead-letter queue, on demand with an alarm.
 */
export class ScheduledTask extends OneOffTask {
  readonly scheduleArn: string;
  /** What EventBridge assumes to run the task. */
  readonly schedulerRole: IamRole;

  static isScheduledTask(thing: unknown): thing is ScheduledTask {
    return KIND.has(thing);
  }

  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id, props, (c) => {
      checkSchedule(c, props);
    });
    KIND.put(this);
    const { cluster, name, topic, kmsKeyArn } = props;
    const fullName = fullNameOf(props);

    const queueName = `${fullName}-not-started`;
    const deadLetters = new DeadLetters(this, "dead-letters", { name: queueName, topic, kmsKeyArn });
    this.schedulerRole = this.addRole(cluster, fullName, deadLetters.arn);
    if (kmsKeyArn !== undefined) {
      // It reads the payload, and sends to the queue:
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
      this.schedulerRole.allow({ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [kmsKeyArn] });
    }
    const target = {
      arn: cluster.arn,
      roleArn: this.schedulerRole.arn,
      retryPolicy: {
        maximumRetryAttempts: props.maximumRetryAttempts ?? 10,
        maximumEventAgeInSeconds: props.maximumEventAgeSeconds ?? 3600,
      },
      deadLetterConfig: { arn: deadLetters.arn },
    };
    const schedule = new SchedulerSchedule(this, "schedule", {
      name: fullName,
      description: `Runs the task ${name} in ${cluster.clusterName}`,
      scheduleExpression: props.schedule,
      scheduleExpressionTimezone: props.timeZone ?? "UTC",
      kmsKeyArn,
      flexibleTimeWindow:
        props.flexibleWindowMinutes === undefined
          ? { mode: "OFF" }
          : { mode: "FLEXIBLE", maximumWindowInMinutes: props.flexibleWindowMinutes },
      target,
      dependsOn: [
        // A strategy names providers that must be the cluster's by the first run, which may be at once.
        ...cluster.associateCapacityProviders(this),
        // Likewise what the run needs.
        ...this.schedulerRole.permissions,
        ...this.taskDefinition.permissions,
      ],
    });
    const { launchType } = cluster;
    if (launchType !== undefined) {
      schedule.putTarget({ ...target, ecsParameters: { ...this.ecsParameters(), launchType } });
    }
    renderCapacityProviderStrategy(cluster, props.capacityProviderStrategy, (items) => {
      schedule.putTarget({ ...target, ecsParameters: this.ecsParameters(items) });
    });
    this.scheduleArn = schedule.arn;
  }

  private ecsParameters(capacityProviderStrategy?: RenderedStrategyItem[]) {
    const { taskDefinition, networkConfiguration } = this.run;
    return {
      taskDefinitionArn: taskDefinition,
      taskCount: 1,
      capacityProviderStrategy,
      networkConfiguration,
      enableEcsManagedTags: true,
      propagateTags: "TASK_DEFINITION",
    };
  }

  private addRole(cluster: IEcsCluster, fullName: string, deadLettersArn: string): IamRole {
    const location = locationOf(this, cluster.arn);
    const { family, taskRole, executionRole } = this.taskDefinition;
    const role = new IamRole(this, "scheduler-role", {
      namePrefix: `${fullName}-schedule`,
      description: `Runs the task ${this.name} when it is time`,
      assumedBy: "scheduler.amazonaws.com",
    });
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    role.assumeFor(location, "scheduler", "schedule-group/default");
    role.allow(
      {
        actions: ["ecs:RunTask"],
        resources: [arn(location, "ecs", `task-definition/${family}:*`)],
        conditions: { ArnEquals: { "ecs:cluster": cluster.arn } },
      },
      {
        actions: ["ecs:TagResource"],
        resources: [arn(location, "ecs", `task/${cluster.clusterName}/*`)],
        conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
      },
      {
        actions: ["iam:PassRole"],
        resources: [taskRole.arn, executionRole.arn],
        conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      { actions: ["sqs:SendMessage"], resources: [deadLettersArn] },
    );
    return role;
  }
}

function fullNameOf({ cluster, name }: ScheduledTaskProps): string {
  return `${cluster.clusterName}-${name}`;
}

function checkSchedule(c: Checks, props: ScheduledTaskProps): void {
  c.each<ScheduledTaskProps>(props, {
    schedule: scheduleExpression,
    timeZone,
    kmsKeyArn: rules.kmsKeyArn,
    flexibleWindowMinutes: rules.integer(1, 1440, "leave it out to begin within the minute"),
    maximumRetryAttempts: rules.integer(0, 185, "EventBridge asks no more often"),
    maximumEventAgeSeconds: rules.integer(60, 86_400, "EventBridge gives up within a day"),
  });
  c.value("name", fullNameOf(props), FULL_NAME);
}

/** Of a schedule: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
const FULL_NAME = rules.text(
  /^.{1,64}$/,
  "at most 64 characters long together with the name of the cluster",
  "shorten it",
);
