import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import type { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { Construct } from "constructs";
import { check } from "../core";
import { checkStepAlarms, StepAlarms, type StepMetric, STEPS, type StepThresholds } from "../scaling";
import type { ServiceScalingTarget } from "./service-scaling";

/**
 * Scaling in steps of one task: each metric adds one at its upper threshold, and removes one below its lower. While
 * one metric adds and another removes, AWS does what leaves more tasks.
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

/** Adds the policies and alarms of step scaling. */
export function addSteps(
  scope: Construct,
  scalable: AppautoscalingTarget,
  { clusterName, serviceName }: ServiceScalingTarget,
  { cpu = THRESHOLDS, memory = THRESHOLDS, periodSeconds = 120 }: ServiceSteps,
  cooldownSeconds: number,
): void {
  const metrics: StepMetric[] = [
    { id: "cpu", metricName: "CPUUtilization", ...cpu },
    { id: "memory", metricName: "MemoryUtilization", ...memory },
  ];
  check(scope, (c) => {
    checkStepAlarms(c.at("steps"), { metrics, periodSeconds });
  });
  const addPolicy = (direction: keyof typeof STEPS) =>
    new AppautoscalingPolicy(scope, `step-${direction}`, {
      name: `${clusterName}-${serviceName}-${direction}`,
      policyType: "StepScaling",
      serviceNamespace: scalable.serviceNamespace,
      scalableDimension: scalable.scalableDimension,
      resourceId: scalable.resourceId,
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
    metrics,
    periodSeconds,
    periodsToAdd: 1,
    periodsToRemove: 1,
    policies: { out: addPolicy("out").arn, in: addPolicy("in").arn },
  });
}

const THRESHOLDS: StepThresholds = { addAtPercent: 80, removeBelowPercent: 10 };
