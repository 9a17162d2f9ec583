import type { LoadBalancerMetrics } from "../ecs-service";
import type { ServiceThresholds } from "./service-thresholds";

/** A metric of CloudWatch. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One alarm: what it watches, when it rings, and what people are told. */
export interface PlannedAlarm {
  /** Stable, e.g. `cpu`, `errors`, or with the name of a target `errors-public`. */
  readonly id: string;
  readonly description: string;
  /** One metric by a statistic or percentile, or several in an expression. */
  readonly watched: MetricWatch | ExpressionWatch;
  readonly threshold: number;
  /** Minutes out of the last ones that must be at the threshold or above. */
  readonly minutes: { readonly atLeast: number; readonly outOf: number };
  /**
   * What a minute without a value means: that all is well (nobody asked), or nothing (no task runs), so that an alarm
   * stays as it is.
   */
  readonly withoutData: "notBreaching" | "ignore";
}

export interface MetricWatch extends Metric {
  readonly statistic: "Average" | "Maximum" | "p95";
}

export interface ExpressionWatch {
  readonly expression: string;
  readonly label: string;
  /** Sums of a minute by their names in the expression. */
  readonly sums: Readonly<Record<string, Metric>>;
}

/** The service that is watched. */
export interface WatchedService {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly logGroupName: string;
  readonly loadBalancerMetrics: readonly LoadBalancerMetrics[];
}

/** The alarms of a service: two for its tasks, and three for each of its load balancer targets. */
export function planAlarms(
  service: WatchedService,
  thresholds: Required<ServiceThresholds>,
): readonly PlannedAlarm[] {
  return [
    ...planTaskAlarms(service, thresholds),
    ...service.loadBalancerMetrics.flatMap((metrics) => planTargetAlarms(service, metrics, thresholds)),
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
function planTaskAlarms(
  { clusterName, serviceName, logGroupName }: WatchedService,
  { cpuPercent, memoryPercent }: Required<ServiceThresholds>,
): PlannedAlarm[] {
  const use = (metricName: string): MetricWatch => ({
    namespace: "AWS/ECS",
    metricName,
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    statistic: "Average",
  });
  // Longer than scaling needs to help by itself.
  const common = { minutes: { atLeast: 10, outOf: 10 }, withoutData: "ignore" } as const;
  return [
    {
      ...common,
      id: "cpu",
      description:
        `Service ${serviceName} has used ${cpuPercent} % or more of its CPU for ten minutes. ` +
        "Let it have more tasks (scaling.maxTasks), or reserve more CPU for each.",
      watched: use("CPUUtilization"),
      threshold: cpuPercent,
    },
    {
      ...common,
      id: "memory",
      description:
        `Service ${serviceName} has used ${memoryPercent} % or more of its memory for ten minutes. ` +
        `At its limit a container is killed. Look for a leak in ${logGroupName}, or give the containers more memory.`,
      watched: use("MemoryUtilization"),
      threshold: memoryPercent,
    },
  ];
}

function planTargetAlarms(
  { serviceName, logGroupName }: WatchedService,
  { targetKey, namespace, dimensions }: LoadBalancerMetrics,
  { errorPercent, minRequests, latencySeconds, unhealthyTasks }: Required<ServiceThresholds>,
): PlannedAlarm[] {
  const names = METRIC_NAMES[namespace];
  const metric = (metricName: string): Metric => ({ namespace, metricName, dimensions });
  const suffix = targetKey === undefined ? "" : `-${targetKey}`;
  const subject = `Service ${serviceName}${targetKey === undefined ? "" : `, as target ${targetKey},`}`;
  const minutes = { atLeast: 3, outOf: 5 };
  return [
    {
      id: `errors${suffix}`,
      description:
        `${subject} answers ${errorPercent} % or more of its requests with 5xx. ` +
        `See why in ${logGroupName}; if it began with a new version, deploy the one before.`,
      watched: {
        expression: `IF(requests >= ${minRequests}, 100 * errors / requests, 0)`,
        label: "Requests answered with 5xx, in percent",
        sums: { errors: metric(names.errors), requests: metric(names.requests) },
      },
      threshold: errorPercent,
      minutes,
      withoutData: "notBreaching",
    },
    {
      id: `latency${suffix}`,
      description:
        `${subject} takes ${latencySeconds} s or more for the slowest 5 % of its requests. ` +
        "Look at its CPU, at what it calls, and at what is new in the last version.",
      watched: { ...metric(names.latency), statistic: "p95" },
      threshold: latencySeconds,
      minutes,
      withoutData: "notBreaching",
    },
    {
      id: `unhealthy${suffix}`,
      description:
        `${subject} has tasks that fail the balancer's health check: ${unhealthyTasks} or more. ECS replaces them; ` +
        `if that does not help, see why they fail in ${logGroupName}.`,
      watched: { ...metric(names.unhealthy), statistic: "Maximum" },
      threshold: unhealthyTasks,
      minutes,
      withoutData: "ignore",
    },
  ];
}

/**
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html
 */
const METRIC_NAMES = {
  "AWS/ApplicationELB": {
    errors: "HTTPCode_Target_5XX_Count",
    requests: "RequestCount",
    latency: "TargetResponseTime",
    unhealthy: "UnHealthyHostCount",
  },
  "AWS/ELB": {
    errors: "HTTPCode_Backend_5XX",
    requests: "RequestCount",
    latency: "Latency",
    unhealthy: "UnHealthyHostCount",
  },
} as const;
