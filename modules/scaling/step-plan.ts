/** From which use on one is added, and below which one may be removed; in percent. */
export interface StepThresholds {
  /** 1 to 100. */
  readonly addAtPercent: number;
  /** 0 to 99, less than `addAtPercent`; one is removed while every metric is below its own. 0: none is removed. */
  readonly removeBelowPercent: number;
}

/** A metric of CloudWatch, and its thresholds. */
export interface StepMetric extends StepThresholds {
  /** E.g. `cpu`; part of names, and of expressions. */
  readonly id: string;
  /** E.g. `CPUUtilization`. */
  readonly metricName: string;
}

/** One entry of metric math. */
export interface Expression {
  readonly id: string;
  readonly expression: string;
}

/**
 * Metric math for what decides about removing one: how far each metric is above its threshold, and the greatest of
 * these, which comes last. It is below 0 only while all metrics are below their thresholds, so that no metric can
 * remove what another one adds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function removeExpressions(metrics: readonly StepMetric[]): {
  above: Expression[];
  greatest: Expression;
} {
  const above = metrics.map(({ id, removeBelowPercent }) => {
    return { id: `${id}_above`, expression: `${id} - ${removeBelowPercent}` };
  });
  return {
    above,
    greatest: { id: "greatest", expression: `MAX([${above.map(({ id }) => id).join(", ")}])` },
  };
}

/** A step adjustment: from the alarm's threshold on, in the direction in which it is broken, add or remove one. */
export interface StepAdjustment {
  readonly scalingAdjustment: 1 | -1;
  readonly metricIntervalLowerBound?: "0";
  readonly metricIntervalUpperBound?: "0";
}

/** The one step of each direction; bounds count from the alarm's threshold. */
export const STEPS: Readonly<Record<"out" | "in", StepAdjustment>> = {
  out: { scalingAdjustment: 1, metricIntervalLowerBound: "0" },
  in: { scalingAdjustment: -1, metricIntervalUpperBound: "0" },
};
