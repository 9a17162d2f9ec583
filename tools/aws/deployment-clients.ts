import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { ECS } from "@aws-sdk/client-ecs";
import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";

import type { RunningLocalAws } from "../local-aws/running";
import { clientConfig } from "./aws-client";

/** The services of AWS that tell how a deployment is. */
export interface DeploymentClients {
  readonly ecs: ECS;
  readonly loadBalancing: ElasticLoadBalancingV2;
  readonly logs: CloudWatchLogs;
}

/** Loads the clients, which takes a moment that no other command shall wait for. */
export async function loadClients(
  region: string,
  local: Pick<RunningLocalAws, "endpoint"> | undefined,
): Promise<DeploymentClients> {
  const [{ ECS }, { ElasticLoadBalancingV2 }, { CloudWatchLogs }] = await Promise.all([
    import("@aws-sdk/client-ecs"),
    import("@aws-sdk/client-elastic-load-balancing-v2"),
    import("@aws-sdk/client-cloudwatch-logs"),
  ]);
  const config = clientConfig(region, local);
  return {
    ecs: new ECS(config),
    loadBalancing: new ElasticLoadBalancingV2(config),
    logs: new CloudWatchLogs(config),
  };
}
