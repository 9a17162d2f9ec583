import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { Construct } from "constructs";
import { type Checks, isKnown, rules } from "../core";
import { checkStepAlarms, StepAlarms, type StepMetric, type StepThresholds } from "../scaling";

/** Instances by steps on the load of the whole cluster, in place of managed scaling. */
export interface InstanceStepScalingProps {
  /**
   * `utilization`: what tasks use of what they reserved. `reservation`: what tasks reserved of all that instances
   * have; it tells when the next task finds no place.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
   * @default "utilization"
   */
  readonly metric?: "utilization" | "reservation";
  /** @default added at 90 %, removed below 45 % */
  readonly cpu?: StepThresholds;
  /** @default added at 90 %, removed below 45 % */
  readonly memory?: StepThresholds;
  /** Length of a period in seconds, a multiple of 60 up to 86400. @default 300 */
  readonly periodSeconds?: number;
  /** Periods in a row that decide, 1 to 100. @default 2 */
  readonly periods?: number;
  /** Seconds after a step before the next, 0 to 86400. @default 300 */
  readonly cooldownSeconds?: number;
}

/** The instances that are scaled, and the cluster whose load decides. */
export interface ScaledGroup {
  readonly clusterName: string;
  readonly autoScalingGroupName: string;
  /** What the names of policies and alarms begin with. */
  readonly namePrefix: string;
}

/**
 * Adds and removes one instance at a time: one is added when CPU or memory is at its upper threshold, and removed while
 * both are below their lower ones.
 *
 * Makes two `aws_autoscaling_policy` and, by {@link StepAlarms}, three `aws_cloudwatch_metric_alarm`. The policies are simple ones: of all
 * kinds they alone wait for a cooldown, also on the way down.
 */
export class InstanceStepScaling extends Construct {
  constructor(scope: Construct, id: string, group: ScaledGroup, props: InstanceStepScalingProps) {
    super(scope, id);
    const { cooldownSeconds = 300 } = props;
    const policy = (direction: "add" | "remove", scalingAdjustment: number) => {
      return new AutoscalingPolicy(this, direction, {
        name: `${group.namePrefix}-${direction}`,
        autoscalingGroupName: group.autoScalingGroupName,
        policyType: "SimpleScaling",
        adjustmentType: "ChangeInCapacity",
        scalingAdjustment,
        cooldown: cooldownSeconds,
      });
    };
    const { periods = 2, periodSeconds = 300 } = props;
    new StepAlarms(this, "alarms", {
      namePrefix: group.namePrefix,
      dimensions: { ClusterName: group.clusterName },
      metrics: stepMetrics(props),
      periodSeconds,
      periodsToAdd: periods,
      periodsToRemove: periods,
      policies: { out: policy("add", 1).arn, in: policy("remove", -1).arn },
    });
  }
}

/** Checks the settings of step scaling. */
export function checkStepScaling(c: Checks, props: InstanceStepScalingProps, minSize: number): void {
  const { metric, periodSeconds } = props;
  c.known({ metric });
  c.each(props, {
    periods: rules.integer(1, 100, "2 do not act on a single peak"),
    cooldownSeconds: rules.integer(0, 86_400, "give how long an instance takes to take over load"),
  });
  const metrics = isKnown(metric) ? stepMetrics(props) : [];
  checkStepAlarms(c, { metrics, periodSeconds, min: minSize });
}

/** What is looked at: CPU first, then memory. */
export function stepMetrics({
  cpu = THRESHOLDS,
  memory = THRESHOLDS,
  metric = "utilization",
}: InstanceStepScalingProps): readonly [cpu: StepMetric, memory: StepMetric] {
  const names = METRICS[metric];
  return [
    { id: "cpu", metricName: names.cpu, ...cpu },
    { id: "memory", metricName: names.memory, ...memory },
  ];
}

const METRICS = {
  utilization: { cpu: "CPUUtilization", memory: "MemoryUtilization" },
  reservation: { cpu: "CPUReservation", memory: "MemoryReservation" },
} as const;

/** For groups of any size: of two instances at 45 % each, one left alone is at 90 %. */
const THRESHOLDS: StepThresholds = { addAtPercent: 90, removeBelowPercent: 45 };
