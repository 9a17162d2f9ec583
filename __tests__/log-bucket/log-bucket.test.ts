import { LogBucket, type LogBucketProps } from "../../modules/log-bucket";
import { refusalOf, synthesize, type SynthesizedStack } from "../support/synth";

function withBucket(props: Partial<LogBucketProps> = {}): SynthesizedStack {
  return synthesize((stack) => {
    const bucket = new LogBucket(stack, "logs", { namePrefix: "main-logs", ...props });
    bucket.allowDelivery("web", "123456789012");
  });
}

/** The statements of the bucket's policy. */
function statements(stack: SynthesizedStack): unknown {
  return (JSON.parse(String(stack.only("aws_s3_bucket_policy").policy)) as { Statement: unknown }).Statement;
}

describe("a log bucket", () => {
  test("is private, encrypted with S3's keys, and reached over TLS only", () => {
    const stack = withBucket();
    expect(stack.only("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.only("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
    expect(stack.only("aws_s3_bucket_ownership_controls").rule).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Principal: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    );
  });

  test("lets balancers of the account write below their prefix, and nothing more", () => {
    expect(statements(withBucket())).toContainEqual({
      Sid: "Delivery0",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: [expect.stringMatching(/^\$\{aws_s3_bucket\.\S+\.arn\}\/web\/AWSLogs\/123456789012\/\*$/)],
    });
  });

  test("tells the statements of its policy apart, one for each balancer", () => {
    const stack = synthesize((scope) => {
      const bucket = new LogBucket(scope, "logs", { namePrefix: "main-logs" });
      bucket.allowDelivery("web", "123456789012");
      bucket.allowDelivery("api", "123456789012");
    });
    expect(statements(stack)).toMatchObject([
      { Sid: "DenyWithoutTls" },
      { Sid: "Delivery0" },
      { Sid: "Delivery1" },
    ]);
  });

  test("deletes logs after 90 days, and is not destroyed while there are any", () => {
    const stack = withBucket();
    expect(stack.only("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      expect.objectContaining({ status: "Enabled", expiration: [{ days: 90 }] }),
    ]);
    expect(stack.only("aws_s3_bucket").force_destroy).toBe(false);
  });

  test("fails when its name would be too long with AWS's suffix", () => {
    const namePrefix = "a".repeat(37);
    expect(refusalOf(() => withBucket({ namePrefix }))).toBe(
      "test/logs: 'namePrefix' must be 3 to 36 lowercase letters, digits and hyphens, with no hyphen at either end," +
        ` got "${namePrefix}"; choose a shorter name`,
    );
  });

  test("fails when logs are to be kept for no day", () => {
    expect(refusalOf(() => withBucket({ retentionDays: 0 }))).toBe(
      "test/logs: 'retentionDays' must be an integer from 1 to 3650, got 0; keep logs for 90 days",
    );
  });
});

describe("a log bucket that is open to the account", () => {
  test("lets its balancers write below any prefix, in one statement", () => {
    expect(statements(withBucket({ openToAccount: true }))).toEqual([
      expect.objectContaining({ Sid: "DenyWithoutTls" }),
      {
        Sid: "Delivery0",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: [
          expect.stringMatching(
            /^\$\{aws_s3_bucket\.\S+\.arn\}\/\*\/AWSLogs\/\$\{data\.aws_caller_identity\.\S+\.account_id\}\/\*$/,
          ),
        ],
      },
    ]);
  });
});
