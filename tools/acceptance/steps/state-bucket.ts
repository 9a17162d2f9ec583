import { rmSync } from "node:fs";
import { join } from "node:path";
import type { BucketLocationConstraint } from "@aws-sdk/client-s3";

import { callAws } from "../../aws/aws-client";
import { UserError } from "../../process/user-error";
import { LOCKS } from "../../terraform/prepared-stack";
import type { AcceptanceRun } from "../acceptance-run";
import type { Step } from "../step";

/** The bucket of `npm run bootstrap` would stay; this one is of this run alone. */
export const makeStateBucket: Step = {
  name: "Make a bucket for the state",
  proves: "the credentials can make a versioned bucket",
  needs: [],
  run: async ({ stateBucket, clientConfig }) => {
    const { CreateBucketCommand, PutBucketVersioningCommand, S3Client } = await import("@aws-sdk/client-s3");
    const s3 = new S3Client(clientConfig);
    // us-east-1 is S3's default and may not be named:
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
    const location =
      clientConfig.region === "us-east-1"
        ? undefined
        : { LocationConstraint: clientConfig.region as BucketLocationConstraint };
    await callAws(async () => {
      await s3.send(new CreateBucketCommand({ Bucket: stateBucket, CreateBucketConfiguration: location }));
      await s3.send(
        new PutBucketVersioningCommand({
          Bucket: stateBucket,
          VersioningConfiguration: { Status: "Enabled" },
        }),
      );
    });
    return stateBucket;
  },
};

export const deleteStateBucket: Step = {
  name: "Delete the bucket for the state",
  proves: "the run leaves nothing of its own",
  needs: [],
  cleansUp: true,
  run: async (run) => {
    const { DeleteBucketCommand, S3Client } = await import("@aws-sdk/client-s3");
    await requireEmptyState(run);
    rmSync(join(LOCKS, `${run.name}.hcl`), { force: true });
    return callAws(async () => {
      const versions = await deleteVersions(run);
      await new S3Client(run.clientConfig).send(new DeleteBucketCommand({ Bucket: run.stateBucket }));
      return `${run.stateBucket}, with ${versions} versions of states and locks`;
    });
  },
};

/** @throws UserError while the state knows of resources: without it, nobody could destroy them */
async function requireEmptyState(run: AcceptanceRun): Promise<void> {
  const { resources = [] } = JSON.parse(await readState(run)) as { readonly resources?: readonly unknown[] };
  if (resources.length > 0) {
    throw new UserError(
      `It stays: its state still has ${resources.length} resources. Destroy them with 'npm run acceptance -- --destroy ${run.name}'.`,
    );
  }
}

/** Terraform's state; an empty one if there was no deployment. */
async function readState({ name, stateBucket, clientConfig }: AcceptanceRun): Promise<string> {
  const { GetObjectCommand, NoSuchKey, S3Client } = await import("@aws-sdk/client-s3");
  const object = { Bucket: stateBucket, Key: `ecs/${name}/terraform.tfstate` };
  return callAws(async () => {
    try {
      const { Body } = await new S3Client(clientConfig).send(new GetObjectCommand(object));
      return (await Body?.transformToString()) ?? "{}";
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return "{}";
      }
      throw error;
    }
  });
}

/** Deletes all versions of all objects, without which a bucket cannot be deleted. Returns how many there were. */
async function deleteVersions({ stateBucket, clientConfig }: AcceptanceRun): Promise<number> {
  const { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } = await import("@aws-sdk/client-s3");
  const s3 = new S3Client(clientConfig);
  for (let count = 0; ;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: stateBucket }));
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (versions.length === 0) {
      return count;
    }
    count += versions.length;
    const Objects = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.send(new DeleteObjectsCommand({ Bucket: stateBucket, Delete: { Objects, Quiet: true } }));
  }
}
