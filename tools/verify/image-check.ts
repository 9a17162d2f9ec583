import type { ECR } from "@aws-sdk/client-ecr";

import { callAws } from "../aws/aws-client";
import { parseImage } from "../aws/container-image";
import { errorName, type Finding } from "./finding";

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
const ECR_REPOSITORY = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(.+)$/;

/**
 * Whether an image exists: asked in ECR only, as other registries want credentials of their own.
 *
 * @param clientOf gives the client of a region
 */
export async function checkImage(image: string, clientOf: (region: string) => ECR): Promise<Finding> {
  const { repository, version } = parseImage(image);
  const [, registryId, region = "", repositoryName] = ECR_REPOSITORY.exec(repository) ?? [];
  const finding = { check: "image", subject: image } as const;
  if (registryId === undefined) {
    return { ...finding, result: "not checked", detail: "it is not in ECR" };
  }
  const imageId = version.startsWith("sha256:") ? { imageDigest: version } : { imageTag: version };
  return callAws(async () => {
    try {
      await clientOf(region).describeImages({ registryId, repositoryName, imageIds: [imageId] });
      return { ...finding, result: "ok", detail: "" };
    } catch (error) {
      if (["ImageNotFoundException", "RepositoryNotFoundException"].includes(errorName(error))) {
        return {
          ...finding,
          result: "wrong",
          detail: "there is no such image: push it, or name another version",
        };
      }
      throw error;
    }
  });
}
