import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import { rules, validateProps, ValidationError } from "../validation";

/** How many tasks a service has, by what they use. Each measure adds tasks above its target; all must be below to remove one. */
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
}

export interface ServiceScalingTarget {
  readonly clusterName: string;
  readonly serviceName: string;
}

/**
 * Target tracking on a service's CPU and memory.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 *
 * Makes `aws_appautoscaling_target` and two `aws_appautoscaling_policy`.
 */
export class ServiceScaling extends Construct {
  constructor(scope: Construct, id: string, target: ServiceScalingTarget, props: ServiceScalingProps) {
    super(scope, id);
    const { minTasks, maxTasks, cpuPercent = 75, memoryPercent = 75, cooldownSeconds = 120 } = props;
    validateProps(this, props, {
      minTasks: rules.integer(0, 5000, "2 survive the loss of one"),
      maxTasks: rules.integer(1, 5000, "AWS allows 5000 tasks in a service"),
      cpuPercent: rules.integer(1, 100, "the default is 75"),
      memoryPercent: rules.integer(1, 100, "the default is 75"),
      cooldownSeconds: rules.integer(0, 3600, "the default is 120"),
    });
    if (minTasks > maxTasks) {
      throw new ValidationError(this, {
        prop: "minTasks",
        must: `not be greater than 'maxTasks' (${maxTasks})`,
        got: minTasks,
        remedy: "lower the minimum or raise the maximum",
      });
    }

    const scalable = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${target.clusterName}/${target.serviceName}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
    });
    for (const { measure, metric, targetValue } of [
      { measure: "cpu", metric: "ECSServiceAverageCPUUtilization", targetValue: cpuPercent },
      { measure: "memory", metric: "ECSServiceAverageMemoryUtilization", targetValue: memoryPercent },
    ]) {
      new AppautoscalingPolicy(this, measure, {
        name: `${target.clusterName}-${target.serviceName}-${measure}`,
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
}
