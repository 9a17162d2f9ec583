import type { EcsServiceDeploymentConfiguration } from "@cdktf/provider-aws/lib/ecs-service";
import type { IListener } from "../alb";

/**
 * How a new version takes over from the old one. All but `rolling` start it beside the old one, move the requests of
 * application balancers over, and need a newer AWS provider: docs/providers.md.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
 */
export type DeploymentStrategy =
  { readonly strategy: "rolling" } | BlueGreenDeployment | CanaryDeployment | LinearDeployment;

/** What strategies have in common that move requests. */
export interface TrafficShift {
  /**
   * Minutes that the old version stays after the new one has all requests, for a way back at once: 0 to 1440. ECS has no default.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
   * @default 5
   */
  readonly bakeTimeMinutes?: number;
  /** Lambda functions that judge the new version at stages of the deployment. @default none */
  readonly hooks?: readonly LifecycleHook[];
  /** A listener on which the new version answers before it gets requests of clients. @default none */
  readonly testListener?: TestListener;
}

/** All requests at once. */
export interface BlueGreenDeployment extends TrafficShift {
  readonly strategy: "blue-green";
}

/** A few requests first, the rest later. */
export interface CanaryDeployment extends TrafficShift {
  readonly strategy: "canary";
  /** Percent of the requests that the new version gets first: 0.1 to 100, with one decimal at most. */
  readonly canaryPercent: number;
  /** Minutes before it gets the rest, 0 to 1440. */
  readonly canaryBakeTimeMinutes: number;
}

/** In equal steps. */
export interface LinearDeployment extends TrafficShift {
  readonly strategy: "linear";
  /** Percent of the requests that each step adds: 3 to 100, with one decimal at most. */
  readonly stepPercent: number;
  /** Minutes between two steps, 0 to 1440. */
  readonly stepBakeTimeMinutes: number;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html */
export interface LifecycleHook {
  /** ARN of the Lambda function. */
  readonly functionArn: string;
  /** ARN of the role by which ECS calls it. */
  readonly roleArn: string;
  readonly stages: readonly LifecycleStage[];
}

export type LifecycleStage = (typeof STAGES)[number];

/** Where requests for tests come in; the conditions are those of the balancer's target. */
export interface TestListener {
  readonly listener: IListener;
  /** Of the rule, unique in that listener. */
  readonly priority: number;
}

/** Undefined for a rolling deployment, which moves no requests. */
export function trafficShiftOf(deployment: DeploymentStrategy | undefined) {
  return deployment === undefined || deployment.strategy === "rolling" ? undefined : deployment;
}

/** The provider that knows a strategy; undefined if every one does. */
export function providerFor(deployment: DeploymentStrategy | undefined): string | undefined {
  const shift = trafficShiftOf(deployment);
  return shift && (shift.strategy === "blue-green" ? "6.4.0" : "6.21.0");
}

/** A strategy as `aws_ecs_service` takes it: minutes are texts there. */
export function renderStrategy(
  deployment: DeploymentStrategy | undefined,
): EcsServiceDeploymentConfiguration | undefined {
  const shift = trafficShiftOf(deployment);
  if (shift === undefined) {
    return undefined;
  }
  const { strategy, bakeTimeMinutes = 5, hooks = [] } = shift;
  return {
    strategy: strategy.replace("-", "_").toUpperCase(),
    bakeTimeInMinutes: String(bakeTimeMinutes),
    lifecycleHook: hooks.map(({ functionArn, roleArn, stages }) => ({
      hookTargetArn: functionArn,
      roleArn,
      lifecycleStages: [...stages],
    })),
    canaryConfiguration:
      strategy === "canary"
        ? {
            canaryPercent: shift.canaryPercent,
            canaryBakeTimeInMinutes: String(shift.canaryBakeTimeMinutes),
          }
        : undefined,
    linearConfiguration:
      strategy === "linear"
        ? { stepPercent: shift.stepPercent, stepBakeTimeInMinutes: String(shift.stepBakeTimeMinutes) }
        : undefined,
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html */
export const STAGES = [
  "RECONCILE_SERVICE",
  "PRE_SCALE_UP",
  "POST_SCALE_UP",
  "TEST_TRAFFIC_SHIFT",
  "POST_TEST_TRAFFIC_SHIFT",
  "PRODUCTION_TRAFFIC_SHIFT",
  "POST_PRODUCTION_TRAFFIC_SHIFT",
] as const;
