import { checkImage } from "../../core";
import type { RepositoryImage } from "../../ecr";
import { checkSecret, type Secret } from "../secret";
import type { Facet } from "./facet";

export interface ImageProps {
  /**
   * With its tag or digest, e.g. from `ImageVersion.of`. If it is in an ECR repository, of this stack or by its name,
   * the execution role may pull from that repository.
   */
  readonly image: string | RepositoryImage;
  /**
   * Whether `image` may have the tag `latest` or none; then tasks of one service can run different versions.
   * `ImageVersion` has a setting of its own.
   * @default false
   */
  readonly allowLatest?: boolean;
  /** What signs in to a private registry: a secret in Secrets Manager with `username` and `password`. @default none */
  readonly repositoryCredentials?: Secret;
}

export const image: Facet<ImageProps> = {
  check(c, props) {
    const { allowLatest = false, repositoryCredentials: credentials } = props;
    checkImage(c, "image", imageName(props.image), allowLatest);
    if (credentials !== undefined) {
      checkSecret(c, "repositoryCredentials", credentials);
      c.require(
        () => credentials.store === "secretsmanager" && credentials.valueFrom === credentials.source,
        {
          prop: "repositoryCredentials",
          must: "be a whole secret of Secrets Manager",
          got: credentials.valueFrom,
          hint: "write Secret.fromSecretsManager(arn)",
        },
      );
    }
  },
  render: (props) => ({
    image: imageName(props.image),
    repositoryCredentials: props.repositoryCredentials && {
      credentialsParameter: props.repositoryCredentials.valueFrom,
    },
  }),
};

/** What Docker calls an image. */
function imageName(given: ImageProps["image"]): string {
  return typeof given === "string" ? given : given.name;
}
