import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { type Checks, rules } from "../core";
import { type PlannedAlarm, planStepAlarms, type StepMetric } from "./step-plan";

export interface StepAlarmsProps {
  /** What the names of the alarms begin with; with what follows unique in the region of the account. */
  readonly namePrefix: string;
  /** Whose metrics: those of `AWS/ECS` for a cluster (`ClusterName`) or one of its services (`ServiceName` too). */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: readonly StepMetric[];
  /** Seconds that are averaged: 60, or a multiple of it, up to 86400. */
  readonly periodSeconds: number;
  /** Periods in a row after which one is added, 1 or more. */
  readonly periodsToAdd: number;
  /** Periods in a row after which one is removed, 1 or more. */
  readonly periodsToRemove: number;
  /** ARN of the scaling policy of each direction. */
  readonly policies: Readonly<Record<PlannedAlarm["direction"], string>>;
}

/**
 * The alarms that take the steps of step scaling, on averages that ECS itself publishes.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 *
 * Makes two `aws_cloudwatch_metric_alarm` for each metric.
 */
export class StepAlarms extends Construct {
  constructor(scope: Construct, id: string, props: StepAlarmsProps) {
    super(scope, id);
    const { namePrefix, dimensions, metrics, periodSeconds, policies } = props;

    for (const alarm of planStepAlarms(metrics)) {
      new CloudwatchMetricAlarm(this, alarm.id, {
        alarmName: `${namePrefix}-${alarm.id}`,
        alarmDescription: describe(alarm),
        namespace: "AWS/ECS",
        metricName: alarm.metricName,
        dimensions,
        statistic: "Average",
        period: periodSeconds,
        evaluationPeriods: alarm.direction === "out" ? props.periodsToAdd : props.periodsToRemove,
        comparisonOperator: alarm.comparisonOperator,
        threshold: alarm.threshold,
        alarmActions: [policies[alarm.direction]],
      });
    }
  }
}

/** Checks the settings of step scaling; a metric's thresholds are the prop of its id. */
export function checkStepAlarms(
  c: Checks,
  { metrics, periodSeconds }: { metrics: readonly StepMetric[]; periodSeconds?: number },
): void {
  c.value("periodSeconds", periodSeconds, PERIOD);
  for (const metric of metrics) {
    const { id, addAtPercent, removeBelowPercent } = metric;
    const thresholds = c.at(id);
    thresholds.each(metric, {
      addAtPercent: rules.integer(1, 100, "leave room for the next task"),
      removeBelowPercent: rules.integer(0, 99, "0 never removes"),
    });
    thresholds.require(() => removeBelowPercent < addAtPercent, {
      prop: "removeBelowPercent",
      must: `be less than 'addAtPercent' (${addAtPercent})`,
      got: removeBelowPercent,
      of: [removeBelowPercent, addAtPercent],
      hint: "what one alarm adds the other would remove",
    });
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html: once a minute. */
const PERIOD = {
  must: "be a multiple of 60 up to 86400",
  isMet: (seconds: number) => seconds >= 60 && seconds <= 86_400 && seconds % 60 === 0,
  hint: "ECS publishes once a minute",
};

function describe({ metricName, direction, threshold }: PlannedAlarm): string {
  return direction === "out"
    ? `${metricName} is at ${threshold} % or more: one is added`
    : `${metricName} is below ${threshold} %: one is removed`;
}
