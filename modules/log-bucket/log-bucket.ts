import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { type ITerraformDependable, Lazy } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { check, checkAtSynthesis, checkSize, inSameStack, renderedBytes, rules } from "../core";
import { denyWithoutTls, resourcePolicy, type ResourcePolicyStatement } from "../iam";

export interface LogBucketProps {
  /** 3 to 36 lowercase letters, digits and hyphens; AWS appends a suffix that makes the name unique in the world. */
  readonly namePrefix: string;
  /** Days after which a log is deleted, 1 to 3650. @default 90 */
  readonly retentionDays?: number;
  /**
   * Whether every balancer of the account may write, below any prefix: those of other stacks, too. Reads
   * `aws_caller_identity`.
   * @default false: those of the stack, each below its own
   */
  readonly openToAccount?: boolean;
  /** Whether destroying the bucket deletes the logs in it; else it is refused while there are any. @default false */
  readonly deleteWithLogs?: boolean;
}

/** What a balancer needs to know to put its logs into a bucket. */
export interface LogDelivery {
  readonly bucketName: string;
  readonly prefix: string;
  /** What must exist before the balancer may write. */
  readonly permissions: ITerraformDependable[];
}

/**
 * A bucket for the access logs of balancers: private, encrypted, reached over TLS only, emptied by age. The keys
 * are S3's own, since balancers cannot write with others:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 *
 * Makes `aws_s3_bucket` with ownership controls, public-access block, encryption, lifecycle and policy.
 */
export class LogBucket extends Construct {
  readonly bucketName: string;
  private readonly bucketArn: string;
  private readonly policy: S3BucketPolicy;
  private readonly openToAccount: boolean;
  private readonly deliveries: ResourcePolicyStatement[] = [];

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const { namePrefix, retentionDays = 90, deleteWithLogs = false, openToAccount = false } = props;
    check(this, (c) => {
      c.each(props, {
        namePrefix: NAME_PREFIX,
        retentionDays: rules.integer(1, 3650, "keep logs for 90 days"),
      });
    });

    const bucket = new S3Bucket(this, "bucket", {
      bucketPrefix: `${namePrefix}-`,
      forceDestroy: deleteWithLogs,
    });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.openToAccount = openToAccount;
    if (openToAccount) {
      const { accountId } = new DataAwsCallerIdentity(this, "account");
      this.deliveries.push(this.delivery("*", accountId));
    }
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: retentionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    // AWS answers one of two changes to a bucket's access at the same time with a conflict: one after the other.
    const ownership = new S3BucketOwnershipControls(this, "ownership", {
      bucket: bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const block = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      dependsOn: [ownership],
    });
    const overTlsOnly = denyWithoutTls(["s3:*"], [bucket.arn, `${bucket.arn}/*`]);
    const policy = () => resourcePolicy("access-logs", [overTlsOnly, ...this.deliveries]);
    checkAtSynthesis(this, (c) => {
      const hint = "open the bucket to all balancers of the account, with 'openToAccount'";
      checkSize(c, "policy", "bucketPolicy", renderedBytes(policy()), hint);
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: Lazy.stringValue({ produce: policy }),
      dependsOn: [block],
    });
  }

  /**
   * Lets the balancers of an account write below `prefix`.
   *
   * @param by the balancer; one of another stack needs a bucket that is open to the account @default the bucket
   * @throws ValidationError
   */
  allowDelivery(prefix: string, accountId: string, by: IConstruct = this): LogDelivery {
    const delivery = { bucketName: this.bucketName, prefix, permissions: [this.policy] };
    if (this.openToAccount) {
      return delivery;
    }
    check(by, (c) => {
      c.require(() => inSameStack(this, by), {
        prop: "logs",
        must: "be kept in a bucket that is open to the account, to be of another stack",
        got: this.node.path,
        of: [],
        hint: "give that LogBucket 'openToAccount: true'",
      });
    });
    this.deliveries.push(this.delivery(prefix, accountId));
    return delivery;
  }

  private delivery(prefix: string, accountId: string): ResourcePolicyStatement {
    return {
      sid: `Delivery${this.deliveries.length}`,
      principals: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      actions: ["s3:PutObject"],
      resources: [`${this.bucketArn}/${prefix}/AWSLogs/${accountId}/*`],
    };
  }
}

/** Terraform appends 26: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME_PREFIX = rules.text(
  /^[a-z0-9][a-z0-9-]{1,34}[a-z0-9]$/,
  "3 to 36 lowercase letters, digits and hyphens, with no hyphen at either end",
  "choose a shorter name",
);
