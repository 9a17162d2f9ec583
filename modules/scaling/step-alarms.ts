import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { type Checks, rules } from "../core";
import { removeExpressions, type StepMetric, type STEPS, type StepThresholds } from "./step-plan";

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
  readonly policies: Readonly<Record<keyof typeof STEPS, string>>;
}

/**
 * The alarms that take the steps of step scaling, on averages that ECS itself publishes: each metric adds one, all
 * together remove one.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 *
 * Makes one `aws_cloudwatch_metric_alarm` for each metric, and one for all.
 */
export class StepAlarms extends Construct {
  constructor(scope: Construct, id: string, props: StepAlarmsProps) {
    super(scope, id);
    for (const metric of props.metrics) {
      this.addHighAlarm(metric, props);
    }
    this.addLowAlarm(props);
  }

  private addHighAlarm(metric: StepMetric, props: StepAlarmsProps): void {
    const { id, metricName, addAtPercent } = metric;
    new CloudwatchMetricAlarm(this, `${id}-high`, {
      alarmName: `${props.namePrefix}-${id}-high`,
      alarmDescription: `${metricName} is at ${addAtPercent} % or more: one is added`,
      ...statistic(metric, props),
      evaluationPeriods: props.periodsToAdd,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: addAtPercent,
      alarmActions: [props.policies.out],
    });
  }

  private addLowAlarm(props: StepAlarmsProps): void {
    const { namePrefix, metrics, periodsToRemove, policies } = props;
    const { above, greatest } = removeExpressions(metrics);
    const limits = metrics.map(({ metricName, removeBelowPercent }) => {
      return `${metricName} is below ${removeBelowPercent} %`;
    });
    new CloudwatchMetricAlarm(this, "low", {
      alarmName: `${namePrefix}-low`,
      alarmDescription: `${limits.join(" and ")}: one is removed`,
      metricQuery: [
        { ...greatest, label: "Above the threshold to remove", returnData: true },
        ...above,
        ...metrics.map((metric) => {
          const { statistic: stat, ...rest } = statistic(metric, props);
          return { id: metric.id, metric: { ...rest, stat } };
        }),
      ],
      evaluationPeriods: periodsToRemove,
      comparisonOperator: "LessThanThreshold",
      threshold: 0,
      alarmActions: [policies.in],
    });
  }
}

function statistic({ metricName }: StepMetric, { dimensions, periodSeconds }: StepAlarmsProps) {
  return { namespace: "AWS/ECS", metricName, dimensions, statistic: "Average", period: periodSeconds };
}

/** What is scaled in steps. */
export interface StepScaling {
  readonly metrics: readonly StepMetric[];
  readonly periodSeconds?: number;
  /** The fewest instances or tasks that there can be. */
  readonly min: number;
}

/** Checks the settings of step scaling; a metric's thresholds are the prop of its id. */
export function checkStepAlarms(c: Checks, { metrics, periodSeconds, min }: StepScaling): void {
  c.value("periodSeconds", periodSeconds, PERIOD);
  for (const metric of metrics) {
    const { id, addAtPercent, removeBelowPercent } = metric;
    const thresholds = c.at(id);
    thresholds.each(metric, {
      addAtPercent: rules.integer(1, 100, "leave room for the next task"),
      removeBelowPercent: rules.integer(0, 99, "0 removes none"),
    });
    thresholds.require(() => removeBelowPercent < addAtPercent, {
      prop: "removeBelowPercent",
      must: `be less than 'addAtPercent' (${addAtPercent})`,
      got: removeBelowPercent,
      of: [removeBelowPercent, addAtPercent],
      hint: "what one alarm adds the other would remove",
    });
    checkStability(thresholds, metric, min);
  }
}

/** One more takes over a part of the load: what is left must not be so little that it goes again. */
function checkStability(c: Checks, { addAtPercent, removeBelowPercent }: StepThresholds, min: number): void {
  const size = Math.max(min, 1);
  const left = Math.floor((addAtPercent * size) / (size + 1));
  c.require(() => removeBelowPercent <= left || removeBelowPercent >= addAtPercent, {
    prop: "removeBelowPercent",
    must: `not be greater than ${left}`,
    got: removeBelowPercent,
    of: [addAtPercent, removeBelowPercent, min],
    hint: `${addAtPercent} % of ${size} are ${left} % of ${size + 1}: what was added would be removed again`,
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html: once a minute. */
const PERIOD = {
  must: "be a multiple of 60 up to 86400",
  isMet: (seconds: number) => seconds >= 60 && seconds <= 86_400 && seconds % 60 === 0,
  hint: "ECS publishes once a minute",
};
