import { callAws, clientConfig } from "../aws/aws-client";
import { UserError } from "../process/user-error";
import { explainMissingBucket } from "./failures";
import type { PreparedStack } from "./prepared-stack";
import type { StateLock } from "./state-lock";

/**
 * The lock of a stack's state, which Terraform keeps in an object beside it; undefined if there is none.
 * See https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 *
 * @throws UserError if the state is not in S3, its bucket is not there, or AWS refuses
 */
export async function readLock({ stack, subject, local }: PreparedStack): Promise<StateLock | undefined> {
  const { backend } = stack;
  if (backend === undefined) {
    throw new UserError(
      `The state of '${stack.name}' is a file on this machine: its lock ends with the process that holds it.`,
    );
  }
  const { GetObjectCommand, NoSuchBucket, NoSuchKey, S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client(clientConfig(backend.region, local));
  return callAws(async () => {
    try {
      const { Body } = await client.send(
        new GetObjectCommand({ Bucket: backend.bucket, Key: `${backend.key}.tflock` }),
      );
      return JSON.parse((await Body?.transformToString()) ?? "{}") as StateLock;
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      if (error instanceof NoSuchBucket) {
        throw new UserError(explainMissingBucket(subject));
      }
      throw error;
    }
  });
}
