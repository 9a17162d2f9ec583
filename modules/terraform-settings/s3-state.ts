import { S3Backend, type TerraformStack } from "cdktf";
import { bucketName, check } from "../core";

export interface S3State {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Path of the state in the bucket. */
  readonly key: string;
  /** Region of the bucket. */
  readonly region: string;
}

/**
 * Keeps the stack's state in a bucket, encrypted, with a lock beside it.
 *
 * @throws ValidationError
 */
export function addS3State(stack: TerraformStack, { bucket, key, region }: S3State): void {
  check(stack, (c) => {
    // Terraform reads the state before it knows any value.
    c.known({ bucket, key, region });
    c.value("bucket", bucket, bucketName);
  });
  // CDKTF's types do not know the lock file.
  new S3Backend(stack, { bucket, key, region, encrypt: true }).addOverride("use_lockfile", true);
}
