import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { rules, validateProp, ValidationError } from "../core";
import { type PlannedAlarm, planStepAlarms, type StepMeasure } from "./step-plan";

export interface StepAlarmsProps {
  /** What the names of the alarms begin with; with what follows unique in the region of the account. */
  readonly namePrefix: string;
  /** Whose metrics: those of `AWS/ECS` for a cluster (`ClusterName`) or one of its services (`ServiceName` too). */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly measures: readonly StepMeasure[];
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
 * Makes two `aws_cloudwatch_metric_alarm` for each measure.
 */
export class StepAlarms extends Construct {
  constructor(scope: Construct, id: string, props: StepAlarmsProps) {
    super(scope, id);
    const { namePrefix, dimensions, measures, periodSeconds, policies } = props;
    validateProp(this, "periodSeconds", periodSeconds, {
      must: "be a multiple of 60 up to 86400",
      isMet: (seconds) => seconds >= 60 && seconds <= 86_400 && seconds % 60 === 0,
      hint: "ECS publishes once a minute",
    });
    for (const measure of measures) {
      validateMeasure(this, measure);
    }

    for (const alarm of planStepAlarms(measures)) {
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

function validateMeasure(scope: Construct, { id, addAtPercent, removeBelowPercent }: StepMeasure): void {
  validateProp(
    scope,
    `${id}.addAtPercent`,
    addAtPercent,
    rules.integer(1, 100, "leave room for the next task"),
  );
  validateProp(
    scope,
    `${id}.removeBelowPercent`,
    removeBelowPercent,
    rules.integer(0, 99, "0 never removes"),
  );
  if (removeBelowPercent >= addAtPercent) {
    throw new ValidationError(scope, {
      prop: `${id}.removeBelowPercent`,
      must: `be less than 'addAtPercent' (${addAtPercent})`,
      got: removeBelowPercent,
      hint: "what one alarm adds the other would remove",
    });
  }
}

function describe({ metricName, direction, threshold }: PlannedAlarm): string {
  return direction === "out"
    ? `${metricName} is at ${threshold} % or more: one is added`
    : `${metricName} is below ${threshold} %: one is removed`;
}
