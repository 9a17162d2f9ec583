import type { DeploymentClients } from "../aws/deployment-clients";
import { listRevisions, readRevision, type TaskRevision } from "../aws/task-definitions";
import { UserError } from "../process/user-error";
import type { DeployedService } from "../services/deployed-service";
import { imagesOf, readDeployed, type RunningImage } from "../services/service-report";

/** Revisions that are looked at: each is a call. */
const MAX_REVISIONS = 50;

/**
 * The version that a service had before, as the revisions of its task definition tell: that before the one that runs, or
 * the one that runs, if the newest revision is of another one, which ECS has given up.
 *
 * @param bump the command that commits a version by name, for people
 * @throws UserError if there is none
 */
export async function previousVersion(
  { ecs }: Pick<DeploymentClients, "ecs">,
  service: DeployedService,
  bump: string,
): Promise<string> {
  const [found] = await readDeployed({ ecs }, [service]);
  const { status = "MISSING", taskDefinition = "" } = found?.status ?? {};
  if (taskDefinition === "") {
    throw new UserError(`Service ${service.name} is ${status} in ECS: deploy it first.`);
  }
  const running = await readRevision(ecs, taskDefinition);
  const version = versionOf(running, service, bump);
  let looked = 0;
  for await (const arn of listRevisions(ecs, running.family)) {
    looked += 1;
    if (looked > MAX_REVISIONS) {
      break;
    }
    const revision = arn === running.arn ? running : await readRevision(ecs, arn);
    const other = versionOf(revision, service, bump);
    if (other !== version) {
      return revision.revision > running.revision ? version : other;
    }
  }
  throw new UserError(
    `There is no version of ${service.key} before '${version}': ${looked === 1 ? "the only revision" : `the last ${Math.min(looked, MAX_REVISIONS)} revisions`} of ${running.family} ${looked === 1 ? "has" : "have"} this one. Name one: ${bump}.`,
  );
}

/** The version of the container that follows the service's. */
function versionOf(revision: TaskRevision, service: DeployedService, bump: string): string {
  const image = versionedImage(imagesOf(revision), service);
  if (image === undefined) {
    throw new UserError(
      `Which container of ${revision.family} has the version of ${service.key} is not known: none is called '${service.name}'. Name the version: ${bump}.`,
    );
  }
  return image.version;
}

/** The image in the version of the service: that of the container called like it, or of the only one. */
export function versionedImage(
  images: readonly RunningImage[],
  { name }: DeployedService,
): RunningImage | undefined {
  return images.length === 1 ? images[0] : images.find(({ container }) => container === name);
}
