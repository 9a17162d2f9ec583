import type { PolicyStatement } from "../iam";

/** What pulls the images of a repository, once signed in. */
export const PULL_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

/** What it takes to pull images from these repositories. Signing in is not possible for one repository alone. */
export function imagePull(repositoryArns: readonly string[]): PolicyStatement[] {
  return [
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    { actions: PULL_ACTIONS, resources: repositoryArns },
  ];
}

/** The ARN of the repository that an image is in, if its name says that it is in ECR. */
export function ecrRepositoryArn(image: string): string | undefined {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([a-z0-9][a-z0-9._/-]*)/.exec(image);
  if (match === null) {
    return undefined;
  }
  const [, account = "", region = "", repository = ""] = match;
  return `arn:aws:ecr:${region}:${account}:repository/${repository}`;
}
