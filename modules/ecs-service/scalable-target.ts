import type { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";

/** The service that is scaled. */
export interface ScaledService {
  readonly clusterName: string;
  readonly serviceName: string;
  /**
   * Balancer and target group whose requests count.
   * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
   */
  readonly resourceLabel?: string;
}

/** What every policy and scheduled action of a service names. */
export interface ScalableTarget extends ScaledService {
  readonly target: Pick<AppautoscalingTarget, "serviceNamespace" | "scalableDimension" | "resourceId">;
}
