import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { check } from "../core";
import type { EcsService } from "../ecs-service";
import type { ISnsTopic } from "../sns";
import { type ExpressionWatch, type MetricWatch, planAlarms, type PlannedAlarm } from "./alarm-plan";
import { checkThresholds, type ServiceThresholds, withDefaults } from "./service-thresholds";

export interface ServiceAlarmsProps extends ServiceThresholds {
  /** The service that is watched. */
  readonly service: EcsService;
  /** Where people are told that something is wrong, and that it is over. */
  readonly topic: ISnsTopic;
}

/**
 * Tells people when a service does badly: by its running tasks, CPU and memory, and for each load balancer target by its
 * healthy tasks, errors, latency and tasks that fail the health check. Every message says what to do. `EcsEvents` reports
 * what no number does, such as that tasks cannot be started or placed.
 *
 * What a balancer answers with 5xx by itself, because no task is there to ask, is not counted: it belongs to no service.
 *
 * A new alarm tells once that all is well, when its first values come.
 *
 * Makes three `aws_cloudwatch_metric_alarm`, four more for each load balancer target, and lets them publish to the
 * topic.
 */
export class ServiceAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    const { service, topic, ...thresholds } = props;
    check(this, (c) => {
      checkThresholds(c, thresholds);
    });
    const { clusterName, serviceName, loadBalancerMetrics, taskDefinition } = service;
    const alarms = planAlarms(
      { clusterName, serviceName, loadBalancerMetrics, logGroupName: taskDefinition.logGroupName },
      withDefaults(thresholds),
    );
    for (const alarm of alarms) {
      const { arn } = new CloudwatchMetricAlarm(this, alarm.id, {
        alarmName: `${clusterName}-${serviceName}-${alarm.id}`,
        alarmDescription: alarm.description,
        ...renderWatch(alarm.watched),
        comparisonOperator: COMPARISONS[alarm.rings],
        threshold: alarm.threshold,
        datapointsToAlarm: alarm.minutes.atLeast,
        evaluationPeriods: alarm.minutes.outOf,
        treatMissingData: alarm.withoutData,
        alarmActions: [topic.arn],
        okActions: [topic.arn],
      });
      topic.allowPublish("cloudwatch.amazonaws.com", arn, this);
    }
  }
}

function renderWatch(watched: PlannedAlarm["watched"]): Partial<CloudwatchMetricAlarmConfig> {
  return "expression" in watched ? renderExpression(watched) : renderMetric(watched);
}

function renderMetric({ namespace, metricName, dimensions, statistic }: MetricWatch) {
  return {
    namespace,
    metricName,
    dimensions,
    period: ONE_MINUTE,
    ...(statistic === "p95" ? { extendedStatistic: statistic } : { statistic }),
  };
}

function renderExpression({ expression, label, sums }: ExpressionWatch) {
  return {
    metricQuery: [
      { id: "result", expression, label, returnData: true },
      ...Object.entries(sums).map(([id, metric]) => ({
        id,
        metric: { ...metric, period: ONE_MINUTE, stat: "Sum" },
      })),
    ],
  };
}

const COMPARISONS: Readonly<Record<PlannedAlarm["rings"], string>> = {
  atOrAbove: "GreaterThanOrEqualToThreshold",
  below: "LessThanThreshold",
};

/** In seconds: how often ECS and balancers publish. */
const ONE_MINUTE = 60;
