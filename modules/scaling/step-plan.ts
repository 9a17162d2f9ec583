/** From which use on one is added, and below which one is removed; in percent. */
export interface StepThresholds {
  /** 1 to 100. */
  readonly addAtPercent: number;
  /** 0 to 99, less than `addAtPercent`. */
  readonly removeBelowPercent: number;
}

/** A metric of CloudWatch, and its thresholds. */
export interface StepMetric extends StepThresholds {
  /** E.g. `cpu`; part of names. */
  readonly id: string;
  /** E.g. `CPUUtilization`. */
  readonly metricName: string;
}

/** One alarm of a plan: what it watches, and which policy it calls. */
export interface PlannedAlarm {
  /** E.g. `cpu-high`. */
  readonly id: string;
  readonly metricName: string;
  readonly direction: "out" | "in";
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
}

/** Two alarms for each metric: one adds, one removes. */
export function planStepAlarms(metrics: readonly StepMetric[]): PlannedAlarm[] {
  return metrics.flatMap(({ id, metricName, addAtPercent, removeBelowPercent }): PlannedAlarm[] => [
    {
      id: `${id}-high`,
      metricName,
      direction: "out",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: addAtPercent,
    },
    {
      id: `${id}-low`,
      metricName,
      direction: "in",
      comparisonOperator: "LessThanThreshold",
      threshold: removeBelowPercent,
    },
  ]);
}

/** A step adjustment: from the alarm's threshold on, in the direction in which it is broken, add or remove one. */
export interface StepAdjustment {
  readonly scalingAdjustment: 1 | -1;
  readonly metricIntervalLowerBound?: "0";
  readonly metricIntervalUpperBound?: "0";
}

/** The one step of each direction; bounds count from the alarm's threshold. */
export const STEPS: Readonly<Record<PlannedAlarm["direction"], StepAdjustment>> = {
  out: { scalingAdjustment: 1, metricIntervalLowerBound: "0" },
  in: { scalingAdjustment: -1, metricIntervalUpperBound: "0" },
};
