import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import type { Construct } from "constructs";
import type { Checks } from "../core";
import { checkStepAlarms, StepAlarms, type StepMetric, STEPS, type StepThresholds } from "../scaling";
import type { ScalableTarget } from "./scalable-target";

/**
 * Scaling in steps of one task: each metric adds one at its upper threshold, and one is removed while all are below their
 * lower ones, so that no metric removes what another one adds.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export interface ServiceSteps {
  /** Average CPU use of the tasks in percent of what is reserved. @default added at 80, removed below 10 */
  readonly cpu?: StepThresholds;
  /** Average memory use of the tasks in percent of what is reserved. @default added at 80, removed below 10 */
  readonly memory?: StepThresholds;
  /** Seconds that are averaged: 60 or a multiple of it. @default 120 */
  readonly periodSeconds?: number;
}

/** @param minTasks the fewest that there can be */
export function checkSteps(c: Checks, steps: ServiceSteps, minTasks: number): void {
  const { periodSeconds } = steps;
  checkStepAlarms(c, { metrics: metricsOf(steps), periodSeconds, min: minTasks });
}

/** Adds the policies and alarms of step scaling. */
export function addSteps(
  scope: Construct,
  { clusterName, serviceName, target }: ScalableTarget,
  steps: ServiceSteps,
  cooldownSeconds: number,
): void {
  const addPolicy = (direction: keyof typeof STEPS) =>
    new AppautoscalingPolicy(scope, `step-${direction}`, {
      name: `${clusterName}-${serviceName}-${direction}`,
      policyType: "StepScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        metricAggregationType: "Average",
        cooldown: cooldownSeconds,
        stepAdjustment: [STEPS[direction]],
      },
    });
  new StepAlarms(scope, "alarms", {
    namePrefix: `${clusterName}-${serviceName}`,
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    metrics: metricsOf(steps),
    periodSeconds: steps.periodSeconds ?? 120,
    periodsToAdd: 1,
    periodsToRemove: 1,
    policies: { out: addPolicy("out").arn, in: addPolicy("in").arn },
  });
}

function metricsOf({ cpu = THRESHOLDS, memory = THRESHOLDS }: ServiceSteps): StepMetric[] {
  return [
    { id: "cpu", metricName: "CPUUtilization", ...cpu },
    { id: "memory", metricName: "MemoryUtilization", ...memory },
  ];
}

const THRESHOLDS: StepThresholds = { addAtPercent: 80, removeBelowPercent: 10 };
