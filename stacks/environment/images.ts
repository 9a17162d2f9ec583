import { TerraformOutput } from "cdktf";
import { EcrRepository } from "../../modules/ecr";
import { type ContainerProps, ImageVersion } from "../../modules/ecs-task";
import type { EcrReference, ServiceSettings } from "../../settings";
import { Named, resolve } from "./named";
import type { Platform } from "./platform";
import { serviceName } from "./service-name";

/** Stands in for an image that is refused, and is never written: what has it is checked all the same. */
export const REFUSED = "refused:v1";

/** The images of services, in the versions that are asked for. */
export interface Images {
  /** Of the services with a repository, by key. */
  readonly images: Named<ContainerProps["image"]>;
  /** Repositories of ECR: those that services share by name, those of one service by its key. */
  readonly repositories: Named<EcrRepository>;
}

/**
 * Makes the variables for the versions of services, and repositories for those that want one of their own.
 *
 * @param versions of services by key
 */
export function addImages(
  platform: Platform,
  services: Readonly<Record<string, ServiceSettings>>,
  versions: Readonly<Record<string, string>>,
): Images {
  const { stack } = platform;
  const own = new Map<string, EcrRepository>();
  const images = Named.make(stack, "services", withRepository(services), (key, { repository, name }) => {
    const version = new ImageVersion(stack, `${key}-version`, { service: key, default: versions[key] ?? "" });
    if (typeof repository === "string") {
      const image = version.of(repository);
      addOutput(platform, key, repository);
      return image;
    }
    const found = repositoryOf(platform, key, repository, name);
    if (repository.ecr === true) {
      own.set(key, found);
    }
    addOutput(platform, key, found.url);
    return version.of(found);
  });
  return { images, repositories: platform.repositories.with(own) };
}

function repositoryOf(platform: Platform, key: string, { ecr }: EcrReference, name: string): EcrRepository {
  const { stack, repositories } = platform;
  return ecr === true
    ? new EcrRepository(stack, `${key}-repository`, { name: `${platform.name}/${name}` })
    : resolve(stack, `services.${key}`, (find) => find(repositories, "repository.ecr", ecr));
}

function addOutput({ stack }: Platform, key: string, value: string): void {
  new TerraformOutput(stack, `${key}_repository`, {
    description: `Where the images of ${key} are: npm run image`,
    value,
  });
}

function withRepository(services: Readonly<Record<string, ServiceSettings>>) {
  return Object.fromEntries(
    Object.entries(services).flatMap(([key, { repository, name = serviceName(key) }]) =>
      repository === undefined ? [] : [[key, { repository, name }] as const],
    ),
  );
}
