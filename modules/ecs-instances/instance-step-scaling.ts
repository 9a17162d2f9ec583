import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { rules, validateProp, validateProps, ValidationError } from "../validation";

/** Percentages at which an instance is added and taken away. */
export interface StepThresholds {
  /** At or above it an instance is added, 1 to 100 or more. */
  readonly addAt: number;
  /** Below it an instance is taken away. */
  readonly removeBelow: number;
}

/** Instances by steps on the load of the whole cluster, in place of managed scaling. */
export interface InstanceStepScalingProps {
  /**
   * `utilization`: what tasks use of what they reserved. `reservation`: what tasks reserved of all that instances
   * have; it tells when the next task finds no place.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
   * @default "utilization"
   */
  readonly metric?: "utilization" | "reservation";
  /** Percent. @default add at 90, remove below 70 */
  readonly cpu?: StepThresholds;
  /** Percent. @default add at 90, remove below 10 */
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
 * Adds and takes away one instance at a time.
 *
 * Makes two `aws_autoscaling_policy` and four `aws_cloudwatch_metric_alarm`. The policies are simple ones: of all
 * kinds they alone wait for a cooldown, also on the way down.
 */
export class InstanceStepScaling extends Construct {
  constructor(scope: Construct, id: string, group: ScaledGroup, props: InstanceStepScalingProps) {
    super(scope, id);
    const { cooldownSeconds = 300 } = props;
    validateProps(this, props, {
      periodSeconds: PERIOD,
      periods: rules.integer(1, 100, "the default is 2"),
      cooldownSeconds: rules.integer(0, 86_400, "the default is 300"),
    });

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
    const add = policy("add", 1);
    const remove = policy("remove", -1);
    const { cpu = { addAt: 90, removeBelow: 70 }, memory = { addAt: 90, removeBelow: 10 } } = props;
    const metrics = METRICS[props.metric ?? "utilization"];
    for (const { load, thresholds, metricName } of [
      { load: "cpu", thresholds: cpu, metricName: metrics.cpu },
      { load: "memory", thresholds: memory, metricName: metrics.memory },
    ]) {
      this.validateThresholds(load, thresholds);
      const { addAt, removeBelow } = thresholds;
      const common = {
        namespace: "AWS/ECS",
        metricName,
        dimensions: { ClusterName: group.clusterName },
        statistic: "Average",
        period: props.periodSeconds ?? 300,
        evaluationPeriods: props.periods ?? 2,
      };
      new CloudwatchMetricAlarm(this, `${load}-high`, {
        ...common,
        alarmName: `${group.namePrefix}-${load}-high`,
        alarmDescription: `Adds an instance to ${group.namePrefix}`,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: addAt,
        alarmActions: [add.arn],
      });
      new CloudwatchMetricAlarm(this, `${load}-low`, {
        ...common,
        alarmName: `${group.namePrefix}-${load}-low`,
        alarmDescription: `Takes an instance from ${group.namePrefix}`,
        comparisonOperator: "LessThanThreshold",
        threshold: removeBelow,
        alarmActions: [remove.arn],
      });
    }
  }

  private validateThresholds(load: string, { addAt, removeBelow }: StepThresholds): void {
    validateProp(this, `${load}.addAt`, addAt, PERCENT);
    validateProp(this, `${load}.removeBelow`, removeBelow, PERCENT);
    if (removeBelow >= addAt) {
      throw new ValidationError(this, {
        prop: `${load}.removeBelow`,
        must: `be less than 'addAt' (${addAt})`,
        got: removeBelow,
        remedy: "leave room between them, or the group swings",
      });
    }
  }
}

const METRICS = {
  utilization: { cpu: "CPUUtilization", memory: "MemoryUtilization" },
  reservation: { cpu: "CPUReservation", memory: "MemoryReservation" },
} as const;

const PERCENT = rules.integer(0, 1000, "give percent");
const PERIOD = {
  must: "be a multiple of 60 up to 86400",
  isMet: (value: number) => value > 0 && value <= 86_400 && value % 60 === 0,
  remedy: "the default is 300",
};
