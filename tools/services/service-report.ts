import { nameOf } from "../aws/arn";
import type { DeploymentClients } from "../aws/deployment-clients";
import { parseImage, shortVersion } from "../aws/container-image";
import { type Rollout, rolloutOf } from "../aws/rollout";
import { readServices, type ServiceDeployment, type ServiceEvent, type TaskCounts } from "../aws/services";
import { readTargets, type Target } from "../aws/target-health";
import { readRevision, type TaskRevision } from "../aws/task-definitions";
import type { DeployedService } from "./deployed-service";

/** How a service is, as people and, with `--json`, programs are told. */
export interface ServiceReport extends DeployedService, TaskCounts {
  /** Of ECS: `ACTIVE`, `DRAINING`, `INACTIVE` or `MISSING`. */
  readonly status: string;
  /** What it is to run, such as `acc-app:7`; undefined if it is missing. */
  readonly revision: string | undefined;
  readonly images: readonly RunningImage[];
  readonly rollout: Rollout;
  readonly deployments: readonly ServiceDeployment[];
  readonly targets: readonly Target[];
  /** The newest first. */
  readonly events: readonly ServiceEvent[];
}

/** The image of a container. */
export interface RunningImage {
  readonly container: string;
  readonly image: string;
  /** Its tag or digest. */
  readonly version: string;
}

/** Asks AWS how services are. */
export async function reportServices(
  clients: DeploymentClients,
  services: readonly DeployedService[],
): Promise<ServiceReport[]> {
  const found = await readDeployed(clients, services);
  return Promise.all(
    found.map(async ({ service, status }) => {
      const { ecs, loadBalancing } = clients;
      const { taskDefinition, targetGroups, ...rest } = status;
      const [revision, targets] = await Promise.all([
        taskDefinition === "" ? undefined : readRevision(ecs, taskDefinition),
        readTargets(loadBalancing, targetGroups),
      ]);
      return {
        ...service,
        ...rest,
        revision: revision && nameOf(revision.arn),
        images: imagesOf(revision),
        rollout: rolloutOf(status),
        targets,
      };
    }),
  );
}

/** Asks ECS for services, of which not all need be in one cluster. */
export async function readDeployed(
  { ecs }: Pick<DeploymentClients, "ecs">,
  services: readonly DeployedService[],
) {
  const clusters = [...new Set(services.map(({ cluster }) => cluster))];
  const inClusters = await Promise.all(
    clusters.map(async (cluster) => {
      const own = services.filter((one) => one.cluster === cluster);
      const found = await readServices(
        ecs,
        cluster,
        own.map(({ name }) => name),
      );
      return own.flatMap((service, index) => {
        const status = found[index];
        return status === undefined ? [] : [{ service, status }];
      });
    }),
  );
  return inClusters.flat();
}

/** The images of a revision's containers. */
export function imagesOf(revision: TaskRevision | undefined): RunningImage[] {
  return (revision?.containers ?? []).map(({ name, image }) => ({
    ...{ container: name, image },
    version: parseImage(image).version,
  }));
}

/** What runs, for people: `v1`, or `web v1, proxy 1.27` where there are several containers. */
export function versionText(images: readonly RunningImage[]): string {
  const versions = images.map(({ version }) => shortVersion(version));
  return images.length <= 1
    ? (versions[0] ?? "-")
    : images.map(({ container }, index) => `${container} ${versions[index] ?? ""}`).join(", ");
}
