import type { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";

/** The service that is scaled. */
export interface ScaledService {
  readonly clusterName: string;
  readonly serviceName: string;
}

/** What every policy and scheduled action of a service names. */
export interface ScalableTarget extends ScaledService {
  readonly target: Pick<AppautoscalingTarget, "serviceNamespace" | "scalableDimension" | "resourceId">;
}
