import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

import { createStateBucket } from "../../tools/local-aws/state-bucket";
import { clientConfig } from "./support/aws-clients";
import { CommandFolder, type Outcome } from "./support/command";
import { describeE2e, localAws } from "./support/describe-e2e";

const MINUTES = 60_000;
const REGION = "eu-west-1";
const ACCOUNT = "123456789012";

/** Types of the resources in a state that is in a bucket. */
async function typesInState(bucket: string, key: string): Promise<string[]> {
  const s3 = new S3Client({ ...clientConfig(), region: REGION, forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const { resources } = JSON.parse((await Body?.transformToString()) ?? "") as {
    readonly resources: readonly { readonly type: string }[];
  };
  return resources.map(({ type }) => type).sort();
}

const STATE_BUCKET_TYPES = [
  "aws_s3_bucket",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
];

describeE2e("a first deployment", () => {
  const bucket = `first-terraform-state-first-${ACCOUNT}`;
  let folder: CommandFolder;
  let before: Outcome;
  let first: Outcome;
  let second: Outcome;

  beforeAll(async () => {
    folder = CommandFolder.ofEnvironment("first");
    before = await folder.run(`plan -c first.accountId=${ACCOUNT}`);
    first = await folder.run("bootstrap --auto-approve");
    second = await folder.run("bootstrap --auto-approve");
  }, 5 * MINUTES);

  afterAll(() => {
    folder.remove();
  });

  test("says before bootstrap which command makes the bucket", () => {
    expect(before).toMatchObject({
      code: 1,
      stderr: `The state bucket '${bucket}' does not exist: make it once with 'npm run bootstrap -- -c first.accountId=${ACCOUNT}'.\n`,
    });
  });

  test("begins with bootstrap, which notes the account and makes a bucket that holds its own state", async () => {
    const { context } = JSON.parse(readFileSync(join(folder.path, "cdktf.json"), "utf8")) as {
      context: object;
    };

    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(context).toEqual({ environment: "first", "app.version": "v1", "first.accountId": ACCOUNT });
    expect(await typesInState(bucket, "state/first/terraform.tfstate")).toEqual(STATE_BUCKET_TYPES);
    expect(existsSync(join(folder.path, "first-state.tfstate"))).toBe(false);
  });

  test("has nothing to bootstrap the second time", () => {
    expect(second).toMatchObject({ code: 0, stderr: "" });
    expect(second.stdout).toContain("\nNothing to do: the state bucket of 'first' is as described.\n");
  });

  test(
    "goes on with deploy, whose state is in that bucket",
    async () => {
      const cluster = "--target aws_ecs_cluster.cluster_A4C38409";
      const deployed = await folder.run(`deploy --auto-approve ${cluster}`);

      expect(deployed).toMatchObject({ code: 0, stderr: "" });
      expect(await typesInState(bucket, "ecs/first/terraform.tfstate")).toEqual(["aws_ecs_cluster"]);
      expect(await folder.run(`destroy --auto-approve ${cluster}`)).toMatchObject({ code: 0 });
    },
    3 * MINUTES,
  );

  test("fails when the bucket that holds its own state is to be destroyed", async () => {
    expect(await folder.run("destroy --auto-approve -c stack=state")).toMatchObject({
      code: 1,
      stderr: `The bucket '${bucket}' holds its own state, and that of the environment: destroy the environment with 'npm run destroy', then empty and delete the bucket by hand (https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html).\n`,
    });
  });
});

describeE2e("a bucket from before bootstrap", () => {
  let folder: CommandFolder;

  beforeAll(() => {
    folder = CommandFolder.ofEnvironment("former");
  });

  afterAll(() => {
    folder.remove();
  });

  test(
    "with another name is kept: the environment must name it",
    async () => {
      const bucket = "former-terraform-state-former";
      await createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", bucket, REGION);

      expect(await folder.run("bootstrap --auto-approve")).toMatchObject({
        code: 1,
        stderr: `The state of 'former' is in the bucket '${bucket}' already: write stateBucket: "${bucket}" into environments/former.ts to keep it, and run this again.\n`,
      });
    },
    2 * MINUTES,
  );

  test(
    "is taken over with what is missing, and holds its own state from then on",
    async () => {
      const bucket = "named-by-hand";
      await createStateBucket(localAws().AWS_ENDPOINT_URL ?? "", bucket, REGION);
      const file = join(folder.path, "environments", "former.ts");
      writeFileSync(file, readFileSync(file, "utf8").replace("...acc,", `...acc, stateBucket: "${bucket}",`));
      const { code, stdout, stderr } = await folder.run("bootstrap --auto-approve");

      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain(`Bucket   ${bucket} (is there, its state is not in it yet)\n`);
      expect(await typesInState(bucket, "state/former/terraform.tfstate")).toEqual(STATE_BUCKET_TYPES);
    },
    2 * MINUTES,
  );
});
