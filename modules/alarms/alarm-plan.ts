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
  /** Whether it rings at the threshold and above, or below it. */
  readonly rings: "atOrAbove" | "below";
  /** Minutes out of the last ones that must be so. */
  readonly minutes: { readonly atLeast: number; readonly outOf: number };
  /**
   * What a minute without a value means: that all is well (nobody asked), that it is not (nothing is there), or
   * nothing, so that an alarm stays as it is.
   */
  readonly withoutData: "notBreaching" | "breaching" | "ignore";
}

export interface MetricWatch extends Metric {
  readonly statistic: "Average" | "Maximum" | "SampleCount" | "p95";
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

/** The alarms of a service: three for its tasks, and four for each of its load balancer targets. */
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
  { minRunningTasks, cpuPercent, memoryPercent }: Required<ServiceThresholds>,
): PlannedAlarm[] {
  const use = (metricName: string, statistic: MetricWatch["statistic"] = "Average"): MetricWatch => ({
    namespace: "AWS/ECS",
    metricName,
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    statistic,
  });
  // Longer than scaling needs to help by itself.
  const common = {
    rings: "atOrAbove",
    minutes: { atLeast: 10, outOf: 10 },
    withoutData: "ignore",
  } as const;
  const running: PlannedAlarm = {
    id: "running",
    description:
      `Service ${serviceName} has had fewer than ${minRunningTasks} running tasks for five minutes. ` +
      `See its events and ${logGroupName}; if it began with a new version, deploy the one before.`,
    // ECS publishes it for each task that runs, and nothing while none does.
    watched: use("CPUUtilization", "SampleCount"),
    threshold: minRunningTasks,
    rings: "below",
    minutes: { atLeast: 5, outOf: 5 },
    withoutData: "breaching",
  };
  return [
    ...(minRunningTasks > 0 ? [running] : []),
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
  { errorPercent, minRequests, latencySeconds, unhealthyTasks, minHealthyTasks }: Required<ServiceThresholds>,
): PlannedAlarm[] {
  const names = METRIC_NAMES[namespace];
  const metric = (metricName: string): Metric => ({ namespace, metricName, dimensions });
  const suffix = targetKey === undefined ? "" : `-${targetKey}`;
  const subject = `Service ${serviceName}${targetKey === undefined ? "" : `, as target ${targetKey},`}`;
  const common = { rings: "atOrAbove", minutes: { atLeast: 3, outOf: 5 } } as const;
  const healthy: PlannedAlarm = {
    id: `healthy${suffix}`,
    description:
      `${subject} has had fewer than ${minHealthyTasks} tasks that pass the balancer's health check for three minutes: ` +
      `its clients get errors. See its events and ${logGroupName}; if it began with a new version, deploy the one before.`,
    // Balancers publish it while anything is registered with them, and nothing else.
    watched: { ...metric(names.healthy), statistic: "Maximum" },
    threshold: minHealthyTasks,
    rings: "below",
    minutes: { atLeast: 3, outOf: 3 },
    withoutData: "breaching",
  };
  return [
    ...(minHealthyTasks > 0 ? [healthy] : []),
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
      ...common,
      withoutData: "notBreaching",
    },
    {
      id: `latency${suffix}`,
      description:
        `${subject} takes ${latencySeconds} s or more for the slowest 5 % of its requests. ` +
        "Look at its CPU, at what it calls, and at what is new in the last version.",
      watched: { ...metric(names.latency), statistic: "p95" },
      threshold: latencySeconds,
      ...common,
      withoutData: "notBreaching",
    },
    {
      id: `unhealthy${suffix}`,
      description:
        `${subject} has tasks that fail the balancer's health check: ${unhealthyTasks} or more. ECS replaces them; ` +
        `if that does not help, see why they fail in ${logGroupName}.`,
      watched: { ...metric(names.unhealthy), statistic: "Maximum" },
      threshold: unhealthyTasks,
      ...common,
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
    healthy: "HealthyHostCount",
  },
  "AWS/ELB": {
    errors: "HTTPCode_Backend_5XX",
    requests: "RequestCount",
    latency: "Latency",
    unhealthy: "UnHealthyHostCount",
    healthy: "HealthyHostCount",
  },
} as const;
