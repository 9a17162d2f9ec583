import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository as AwsEcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { accountId, check, checkJson, checkSize, partitionOf, renderedBytes, rules } from "../core";
import { policyDocument } from "../iam";
import { PULL_ACTIONS } from "./image-permissions";
import { lifecyclePolicy } from "./lifecycle-policy";

export interface EcrRepositoryProps {
  /** 2 to 256 lowercase letters and digits, with . _ - and / between them, e.g. `shop/web`; unique in the region of the account. */
  readonly name: string;
  /**
   * How many images with a tag are kept, the newest, 1 to 10000. A new instance pulls the image of what runs, however
   * old it is: keep more than you would ever leave running or go back to.
   * @default 100
   */
  readonly keepImages?: number;
  /** Days after which an image without a tag is deleted, 1 to 3650. @default 7 */
  readonly keepUntaggedDays?: number;
  /** ARN of the key that encrypts images; it cannot be changed. @default S3's own keys (AES-256) */
  readonly kmsKeyArn?: string;
  /** Whether destroying the repository deletes the images in it; else it is refused while there are any. @default false */
  readonly deleteWithImages?: boolean;
  /** Numbers of other accounts that may pull. @default none */
  readonly pullAccounts?: readonly string[];
}

/** A registry of images: made here (`EcrRepository`) or there already (`ExistingEcrRepository`). */
export interface IEcrRepository {
  readonly arn: string;
  /** What images are called before their tag: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  readonly url: string;
}

/** An image in a repository, which the execution role of its task may pull; see `ImageVersion.of`. */
export interface RepositoryImage {
  /** With its tag or digest. */
  readonly name: string;
  readonly repositoryArn: string;
}

/**
 * A private registry for the images of one program. A tag cannot be moved to another image, each image is scanned for
 * known weaknesses when it is pushed, and old ones are deleted.
 *
 * Makes `aws_ecr_repository` and `aws_ecr_lifecycle_policy`; for other accounts `aws_ecr_repository_policy`.
 */
export class EcrRepository extends Construct implements IEcrRepository {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: EcrRepositoryProps) {
    super(scope, id);
    const {
      name,
      keepImages = 100,
      keepUntaggedDays = 7,
      kmsKeyArn,
      deleteWithImages,
      pullAccounts = [],
    } = props;
    check(this, (c) => {
      // Their numbers stand in the text of a policy.
      c.known({ keepImages, keepUntaggedDays });
      checkJson(c, "pullAccounts", pullAccounts);
      c.each(props, {
        name: NAME,
        keepImages: rules.integer(1, 10_000, "keep 100 images"),
        keepUntaggedDays: rules.integer(1, 3650, "keep them for 7 days"),
        kmsKeyArn: rules.kmsKeyArn,
      });
      for (const [index, account] of pullAccounts.entries()) {
        c.value(`pullAccounts[${index}]`, account, accountId);
      }
      const hint = "let programs of the others pull by a role of this account";
      checkSize(c, "pullAccounts", "repositoryPolicy", renderedBytes(this.pullPolicy(pullAccounts)), hint);
    });

    const repository = new AwsEcrRepository(this, "repository", {
      name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [
        kmsKeyArn === undefined ? { encryptionType: "AES256" } : { encryptionType: "KMS", kmsKey: kmsKeyArn },
      ],
      forceDelete: deleteWithImages ?? false,
    });
    this.arn = repository.arn;
    this.url = repository.repositoryUrl;
    new EcrLifecyclePolicy(this, "lifecycle", {
      repository: repository.name,
      policy: lifecyclePolicy({ keepImages, keepUntaggedDays }),
    });
    if (pullAccounts.length > 0) {
      new EcrRepositoryPolicy(this, "policy", {
        repository: repository.name,
        policy: this.pullPolicy(pullAccounts),
      });
    }
  }

  private pullPolicy(accounts: readonly string[]): string {
    const AWS = accounts.map((account) => `arn:${partitionOf(this)}:iam::${account}:root`);
    return policyDocument([{ principals: { AWS }, actions: PULL_ACTIONS }]);
  }
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const NAME = rules.text(
  /^(?=.{2,256}$)[a-z][a-z0-9]*([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
  "2 to 256 lowercase letters and digits, with single . _ - or / between them, beginning with a letter",
  "write it like shop/web",
);
