import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import type { ScalableTarget, ScaledService } from "./scalable-target";
import { addSchedules, type TaskSchedule } from "./scheduled-scaling";
import { addSteps, type ServiceSteps } from "./step-scaling";

/**
 * How many tasks a service has, by what they use. Each metric adds tasks above its target; all must be below to
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
  /** @param props as `checkScaling` takes them */
  constructor(scope: Construct, id: string, service: ScaledService, props: ServiceScalingProps) {
    super(scope, id);
    const { minTasks, maxTasks, cooldownSeconds = 120, steps, schedules = [] } = props;

    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${service.clusterName}/${service.serviceName}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
      // A schedule sets them on AWS's side; a deployment must not set them back.
      lifecycle: schedules.length > 0 ? { ignoreChanges: ["min_capacity", "max_capacity"] } : undefined,
    });
    const scalable: ScalableTarget = { ...service, target };
    if (steps === undefined) {
      this.addTracking(scalable, props, cooldownSeconds);
    } else {
      addSteps(this, scalable, steps, cooldownSeconds);
    }
    addSchedules(this, scalable, schedules);
  }

  private addTracking(
    { clusterName, serviceName, target }: ScalableTarget,
    { cpuPercent = 75, memoryPercent = 75 }: ServiceScalingProps,
    cooldownSeconds: number,
  ): void {
    for (const { id, metric, targetValue } of [
      { id: "cpu", metric: "ECSServiceAverageCPUUtilization", targetValue: cpuPercent },
      { id: "memory", metric: "ECSServiceAverageMemoryUtilization", targetValue: memoryPercent },
    ]) {
      new AppautoscalingPolicy(this, id, {
        name: `${clusterName}-${serviceName}-${id}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: metric },
          targetValue,
          scaleInCooldown: cooldownSeconds,
          scaleOutCooldown: cooldownSeconds,
        },
      });
    }
  }
}
