import type { S3Client, S3ServiceException } from "@aws-sdk/client-s3";

import { callAws, clientConfig } from "../aws/aws-client";
import type { RunningLocalAws } from "../local-aws/running";
import { UserError } from "../process/user-error";

/** Looks for buckets, and states in them, in one account and region. */
export class StateBucketLookup {
  private constructor(
    private readonly s3: S3Client,
    private readonly region: string,
    private readonly account: string,
  ) {}

  static async in(
    region: string,
    account: string,
    local: RunningLocalAws | undefined,
  ): Promise<StateBucketLookup> {
    const { S3Client } = await import("@aws-sdk/client-s3");
    return new StateBucketLookup(new S3Client(clientConfig(region, local)), region, account);
  }

  /**
   * Whether the bucket is there.
   *
   * @throws UserError if it is in another region, or in another account
   */
  async has(bucket: string): Promise<boolean> {
    const status = await this.statusOf(bucket);
    if (typeof status === "object") {
      throw new UserError(
        `The bucket '${bucket}' is in region '${status.movedTo}', not in '${this.region}': correct 'region' of the environment, or name another 'stateBucket'.`,
      );
    }
    if (status === 403) {
      throw new UserError(
        `The bucket '${bucket}' is not in account ${this.account}, or you may not see it: name another 'stateBucket' in the environment's file, or ask for the permission s3:ListBucket.`,
      );
    }
    return status === 200;
  }

  /** Whether the bucket is there and belongs to the account, whatever region it is in. */
  async owns(bucket: string): Promise<boolean> {
    const status = await this.statusOf(bucket);
    return status === 200 || typeof status === "object";
  }

  /** Whether the state is in the bucket. */
  async hasState(bucket: string, key: string): Promise<boolean> {
    const { HeadObjectCommand } = await import("@aws-sdk/client-s3");
    return callAws(async () => {
      try {
        await this.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return true;
      } catch (error) {
        if (statusIn(error) === 404) {
          return false;
        }
        throw error;
      }
    });
  }

  /** See https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
  private async statusOf(bucket: string): Promise<200 | 403 | 404 | { readonly movedTo: string }> {
    const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
    return callAws(async () => {
      try {
        await this.s3.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: this.account }));
        return 200;
      } catch (error) {
        const status = statusIn(error);
        if (status === 403 || status === 404) {
          return status;
        }
        if (status === 301) {
          const { headers = {} } = (error as S3ServiceException).$response ?? {};
          return { movedTo: headers["x-amz-bucket-region"] ?? "another one" };
        }
        throw error;
      }
    });
  }
}

/** A HEAD request has no body that would tell more. */
function statusIn(error: unknown): number | undefined {
  return (error as Partial<S3ServiceException>).$metadata?.httpStatusCode;
}
