import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import type { ScalableTarget, ScaledService } from "./scalable-target";
import { addSchedules, type TaskSchedule } from "./scheduled-scaling";
import { addSteps, type ServiceSteps } from "./step-scaling";
import { addTracking, type TrackedTargets } from "./target-tracking";

/**
 * How many tasks a service has, by what they do. With `steps` it is alarms that add and remove tasks one by one, instead
 * of a target that is aimed at.
 */
export interface ServiceScalingProps extends TrackedTargets {
  /** 0 to 5000. */
  readonly minTasks: number;
  /** 1 to 5000, at least `minTasks`. */
  readonly maxTasks: number;
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
 * Scales a service by target tracking (on its CPU unless told otherwise) or in steps, and by the clock.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 *
 * Makes `aws_appautoscaling_target`, one `aws_appautoscaling_policy` per target, for steps two and four `aws_cloudwatch_metric_alarm`,
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
      addTracking(this, scalable, props, cooldownSeconds);
    } else {
      addSteps(this, scalable, steps, cooldownSeconds);
    }
    addSchedules(this, scalable, schedules);
  }
}
