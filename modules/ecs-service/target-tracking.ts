import {
  AppautoscalingPolicy,
  type AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration as Tracking,
} from "@cdktf/provider-aws/lib/appautoscaling-policy";
import type { Construct } from "constructs";
import { type Checks, rules } from "../core";
import type { ScalableTarget } from "./scalable-target";

/**
 * The averages that a service aims at. Each metric adds tasks above its target; all must be below to remove one.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export interface TrackedTargets {
  /** Average CPU use in percent of what is reserved, 1 to 100. @default 75, if no other target is given */
  readonly cpuPercent?: number;
  /**
   * Average memory use in percent of what is reserved, 1 to 100. Only for programs whose memory falls when they have less
   * to do: that of a runtime with garbage collection does not, and the service stays at `maxTasks`.
   * @default none
   */
  readonly memoryPercent?: number;
  /** Requests per task and minute that the application balancer of `loadBalancer` counts, 1 or more. @default none */
  readonly requestCountPerTarget?: number;
  /** A metric that falls in proportion when tasks are added, e.g. of a queue: its length per task. @default none */
  readonly customMetric?: CustomMetric;
}

/**
 * A metric of CloudWatch and its target.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html
 */
export interface CustomMetric {
  readonly namespace: string;
  readonly metricName: string;
  /** @default none */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** @default "Average" */
  readonly statistic?: "Average" | "Minimum" | "Maximum" | "SampleCount" | "Sum";
  /** The value that is aimed at, more than 0. */
  readonly target: number;
}

/** @param behindAlb whether `loadBalancer` is an application balancer */
export function checkTracking(c: Checks, targets: TrackedTargets, behindAlb: boolean): void {
  const { requestCountPerTarget, customMetric } = targets;
  c.each<TrackedTargets>(targets, {
    cpuPercent: PERCENT,
    memoryPercent: PERCENT,
    requestCountPerTarget: rules.integer(1, 1_000_000_000, "give what one task can serve in a minute"),
  });
  c.require(() => requestCountPerTarget === undefined || behindAlb, {
    prop: "requestCountPerTarget",
    must: "be left out unless 'loadBalancer' has an application balancer",
    got: requestCountPerTarget,
    hint: "only application balancers count requests per target",
  });
  if (customMetric !== undefined) {
    const metric = c.at("customMetric");
    metric.each<CustomMetric>(customMetric, { target: POSITIVE });
    // One block is made for each dimension.
    metric.known({ dimensions: Object.keys(customMetric.dimensions ?? {}) });
  }
}

/** Adds one policy per target. */
export function addTracking(
  scope: Construct,
  { clusterName, serviceName, resourceLabel, target }: ScalableTarget,
  targets: TrackedTargets,
  cooldownSeconds: number,
): void {
  for (const [id, configuration] of policiesOf(targets, resourceLabel)) {
    new AppautoscalingPolicy(scope, id, {
      name: `${clusterName}-${serviceName}-${id}`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        ...configuration,
        scaleInCooldown: cooldownSeconds,
        scaleOutCooldown: cooldownSeconds,
      },
    });
  }
}

function policiesOf(targets: TrackedTargets, resourceLabel: string | undefined): [string, Tracking][] {
  const { memoryPercent, requestCountPerTarget, customMetric } = targets;
  const others = [memoryPercent, requestCountPerTarget, customMetric];
  const isAlone = others.every((other) => other === undefined);
  const cpuPercent = targets.cpuPercent ?? (isAlone ? 75 : undefined);
  return [
    ...predefined("cpu", "ECSServiceAverageCPUUtilization", cpuPercent),
    ...predefined("memory", "ECSServiceAverageMemoryUtilization", memoryPercent),
    ...predefined("requests", "ALBRequestCountPerTarget", requestCountPerTarget, resourceLabel),
    ...(customMetric === undefined ? [] : [custom(customMetric)]),
  ];
}

function predefined(
  id: string,
  predefinedMetricType: string,
  targetValue: number | undefined,
  resourceLabel?: string,
): [string, Tracking][] {
  return targetValue === undefined
    ? []
    : [[id, { predefinedMetricSpecification: { predefinedMetricType, resourceLabel }, targetValue }]];
}

function custom({ target, dimensions, statistic = "Average", ...metric }: CustomMetric): [string, Tracking] {
  const named = dimensions && Object.entries(dimensions).map(([name, value]) => ({ name, value }));
  const customizedMetricSpecification = { ...metric, statistic, dimensions: named };
  return ["custom", { customizedMetricSpecification, targetValue: target }];
}

const PERCENT = rules.integer(1, 100, "leave room for what comes while a task starts");
const POSITIVE = {
  must: "be more than 0",
  isMet: (value: number) => value > 0,
  hint: "give the value at which tasks are neither added nor removed",
};
