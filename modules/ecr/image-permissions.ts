import { partitionOfRegion } from "../core";
import type { PolicyStatement } from "../iam";

/** What pulls the images of a repository, once signed in. */
export const PULL_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

/** Signing in is not possible for one repository alone. */
const SIGN_IN: PolicyStatement = { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] };

/** What it takes to pull images from these repositories. */
export function imagePull(repositoryArns: readonly string[]): PolicyStatement[] {
  return [SIGN_IN, { actions: PULL_ACTIONS, resources: repositoryArns }];
}

/**
 * What it takes to push images to these repositories.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function imagePush(repositoryArns: readonly string[]): PolicyStatement[] {
  return [
    SIGN_IN,
    {
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: repositoryArns,
    },
  ];
}

/** The ARN of the repository that an image is in, if its name says that it is in ECR. */
export function ecrRepositoryArn(image: string): string | undefined {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.([a-z0-9.-]+)\/([a-z0-9][a-z0-9._/-]*)/.exec(image);
  if (match === null) {
    return undefined;
  }
  const [, account = "", region = "", host, repository = ""] = match;
  const { id, dnsSuffix } = partitionOfRegion(region);
  return host === dnsSuffix ? `arn:${id}:ecr:${region}:${account}:repository/${repository}` : undefined;
}
