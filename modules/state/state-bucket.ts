import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { bucketName, check, rules } from "../core";
import { denyWithoutTls, resourcePolicy } from "../iam";

export interface StateBucketProps {
  /** 3 to 63 lowercase letters, digits, hyphens and dots; unique in the world. */
  readonly bucketName: string;
  /**
   * Days after which a version of the state that is no longer the current one is deleted, 1 to 3650; the newest 10 of
   * them stay.
   * @default none is deleted
   */
  readonly oldVersionsDays?: number;
}

/**
 * A bucket for Terraform's state: every version of the state is kept, encrypted, and reached over TLS only.
 * Terraform refuses to destroy it.
 *
 * Makes `aws_s3_bucket` with versioning, encryption, public-access block and policy, and on demand a lifecycle.
 */
export class StateBucket extends Construct {
  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const { oldVersionsDays } = props;
    check(this, (c) => {
      c.each(props, { bucketName, oldVersionsDays: rules.integer(1, 3650, "keep them for 365 days") });
    });

    const bucket = new S3Bucket(this, "bucket", {
      bucket: props.bucketName,
      lifecycle: { preventDestroy: true },
    });
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true }],
    });
    if (oldVersionsDays !== undefined) {
      new S3BucketLifecycleConfiguration(this, "lifecycle", {
        bucket: bucket.id,
        rule: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: [{ prefix: "" }],
            noncurrentVersionExpiration: [
              { noncurrentDays: oldVersionsDays, newerNoncurrentVersions: KEPT_VERSIONS },
            ],
          },
        ],
        // Without versioning there are no old versions.
        dependsOn: [versioning],
      });
    }
    const block = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: resourcePolicy("state", [denyWithoutTls(["s3:*"], [bucket.arn, `${bucket.arn}/*`])]),
      // AWS answers one of two changes to a bucket's access at the same time with a conflict.
      dependsOn: [block],
    });
  }
}

/** However old they are: a state may not change for a year. */
const KEPT_VERSIONS = 10;
