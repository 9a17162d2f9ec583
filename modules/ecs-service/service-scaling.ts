import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import { rules, validateProp, validateProps, ValidationError } from "../core";
import { addSchedules, type TaskSchedule } from "./service-schedule";
import { addSteps, type ServiceSteps } from "./service-steps";

/**
 * How many tasks a service has, by what they use. Each measure adds tasks above its target; all must be below to
 * remove one. With `steps` it is alarms that add and remove tasks one by one instead.
 */
export interface ServiceScalingProps {
  /** 0 to 5000. */
  readonly minTasks: number;
  /** 1 to 5000, at least `minTasks`. */
  readonly maxTasks: number;
  /** Average CPU use, in percent of what is reserved, that is aimed at: 1 to 100. @default 75 */
  readonly cpuPercent?: number;
  /** Average memory use, in percent of what is reserved, that is aimed at: 1 to 100. @default 75 */
  readonly memoryPercent?: number;
  /** Seconds between two changes in one direction, 0 to 3600. @default 120 */
  readonly cooldownSeconds?: number;
  /** Steps of one task at thresholds, in place of a target; `{}` takes their defaults. @default none */
  readonly steps?: ServiceSteps;
  /**
   * Other bounds at certain times, e.g. in office hours. What was last set at one of these times holds; `minTasks`
   * and `maxTasks` are only what the service begins with.
   * @default none
   */
  readonly schedules?: readonly TaskSchedule[];
}

export interface ServiceScalingTarget {
  readonly clusterName: string;
  readonly serviceName: string;
}

/**
 * Scales a service on its CPU and memory, by target tracking or in steps, and by the clock.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 *
 * Makes `aws_appautoscaling_target`, two `aws_appautoscaling_policy`, for steps four `aws_cloudwatch_metric_alarm`,
 * and one `aws_appautoscaling_scheduled_action` per schedule.
 *
 * Application Auto Scaling acts by its service-linked role `AWSServiceRoleForApplicationAutoScaling_ECSService`, which
 * AWS makes and keeps: no `role_arn` is given, since AWS would answer with that role whatever was asked for.
 */
export class ServiceScaling extends Construct {
  constructor(scope: Construct, id: string, target: ServiceScalingTarget, props: ServiceScalingProps) {
    super(scope, id);
    const { minTasks, maxTasks, cooldownSeconds = 120, steps, schedules = [] } = props;
    this.validate(props);

    const scalable = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${target.clusterName}/${target.serviceName}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
      // A schedule sets them on AWS's side; a deployment must not set them back.
      lifecycle: schedules.length > 0 ? { ignoreChanges: ["min_capacity", "max_capacity"] } : undefined,
    });
    if (steps === undefined) {
      this.addTracking(scalable, target, props, cooldownSeconds);
    } else {
      addSteps(this, scalable, target, steps, cooldownSeconds);
    }
    addSchedules(this, scalable, target, schedules);
  }

  private addTracking(
    scalable: AppautoscalingTarget,
    { clusterName, serviceName }: ServiceScalingTarget,
    { cpuPercent = 75, memoryPercent = 75 }: ServiceScalingProps,
    cooldownSeconds: number,
  ): void {
    for (const { measure, metric, targetValue } of [
      { measure: "cpu", metric: "ECSServiceAverageCPUUtilization", targetValue: cpuPercent },
      { measure: "memory", metric: "ECSServiceAverageMemoryUtilization", targetValue: memoryPercent },
    ]) {
      new AppautoscalingPolicy(this, measure, {
        name: `${clusterName}-${serviceName}-${measure}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: scalable.serviceNamespace,
        scalableDimension: scalable.scalableDimension,
        resourceId: scalable.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: metric },
          targetValue,
          scaleInCooldown: cooldownSeconds,
          scaleOutCooldown: cooldownSeconds,
        },
      });
    }
  }

  private validate(props: ServiceScalingProps): void {
    const { minTasks, maxTasks, steps, cpuPercent, memoryPercent } = props;
    validateProps(this, props, {
      minTasks: rules.integer(0, 5000, "2 survive the loss of one"),
      maxTasks: rules.integer(1, 5000, "AWS allows 5000 tasks in a service"),
      cpuPercent: rules.integer(1, 100, "the default is 75"),
      memoryPercent: rules.integer(1, 100, "the default is 75"),
      cooldownSeconds: rules.integer(0, 3600, "the default is 120"),
    });
    validateProp(this, "minTasks", minTasks, rules.atMost("maxTasks", maxTasks));
    if (steps !== undefined && (cpuPercent !== undefined || memoryPercent !== undefined)) {
      throw new ValidationError(this, {
        prop: "steps",
        must: "be left out with 'cpuPercent' or 'memoryPercent'",
        got: steps,
        hint: "aim at a target or take steps, not both",
      });
    }
  }
}
