import type { DeploymentClients } from "../aws/deployment-clients";
import { readServices } from "../aws/services";
import type { Watch } from "../terraform/watchdog";
import type { PlannedService } from "./planned-services";

/**
 * Sees that ECS has given up on every service that Terraform still waits for, and has no version to go back to: so it is
 * with a first deployment. The provider would wait on, until its time-out of 20 minutes: it counts tasks, and does not look
 * at the state of the deployment.
 * https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/ecs/service.go
 */
export function watchRollouts({ ecs }: DeploymentClients, services: readonly PlannedService[]): Watch {
  let failedBefore: readonly string[] = [];
  return async (inWork) => {
    const awaited = services.filter(({ address }) => inWork.includes(address));
    // What else Terraform works on shall come to its end.
    if (awaited.length < inWork.length) {
      return undefined;
    }
    const failed = await Promise.all(awaited.map(async (one) => failedDeployment(ecs, one)));
    // Seen twice: before a rollback begins, the deployment may be a failed one for a moment, too.
    const isOver = failed.every((id) => id !== undefined && failedBefore.includes(id));
    failedBefore = failed.flatMap((id) => id ?? []);
    return isOver ? explain(awaited) : undefined;
  };
}

/** The id of a service's newest deployment, if ECS has given up on it. */
async function failedDeployment(
  ecs: DeploymentClients["ecs"],
  { cluster, service }: PlannedService,
): Promise<string | undefined> {
  const [found] = await readServices(ecs, cluster, [service]);
  return found?.deployments.find(
    ({ status, rolloutState }) => status === "PRIMARY" && rolloutState === "FAILED",
  )?.id;
}

function explain(services: readonly PlannedService[]): string {
  const names = services.map(({ construct }) => construct).join(", ");
  return `Terraform was stopped: ECS has given up on the deployment of ${names}, and has no version to go back to.`;
}
