import { StateBucket } from "../../modules/state";
import { parseJsonTemplate, refusal, synthesize } from "../support/synth";

const stack = synthesize((scope) => new StateBucket(scope, "state", { bucketName: "my-state" }));

describe("the bucket for the state", () => {
  test("cannot be destroyed by Terraform", () => {
    expect(stack.only("aws_s3_bucket")).toMatchObject({
      bucket: "my-state",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("keeps every version of the state, encrypted", () => {
    expect(stack.only("aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(stack.only("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [
        { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" }, bucket_key_enabled: true },
      ],
    });
  });

  test("is closed to the public in all four ways", () => {
    expect(stack.only("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("is denied to everybody who does not use TLS, and allowed to nobody", () => {
    const arn = expect.stringMatching(/^\$\{aws_s3_bucket\.[\w-]+\.arn\}$/) as string;
    const objects = expect.stringMatching(/^\$\{aws_s3_bucket\.[\w-]+\.arn\}\/\*$/) as string;
    expect(parseJsonTemplate(stack.only("aws_s3_bucket_policy").policy)).toEqual({
      Version: "2012-10-17",
      Id: "state",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:*"],
          Resource: [arn, objects],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  test("is the bucket that all its settings are for", () => {
    const settings = stack.types.filter((type) => type.startsWith("aws_s3_bucket_"));
    expect(settings).toHaveLength(4);
    for (const type of settings) {
      expect(stack.follow(stack.only(type).bucket)).toBe(stack.only("aws_s3_bucket"));
    }
  });

  test("changes its access by one setting at a time", () => {
    const { depends_on } = stack.only("aws_s3_bucket_policy") as { depends_on: string[] };
    expect(depends_on.map((address) => stack.follow(address))).toContain(
      stack.only("aws_s3_bucket_public_access_block"),
    );
  });

  test("deletes no old version of the state unless that is wanted, and keeps the newest ten of them", () => {
    const cleaned = synthesize((scope) => {
      new StateBucket(scope, "state", { bucketName: "my-state", oldVersionsDays: 365 });
    });
    expect(stack.resources("aws_s3_bucket_lifecycle_configuration")).toEqual({});
    expect(cleaned.only("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      expect.objectContaining({
        status: "Enabled",
        noncurrent_version_expiration: [{ noncurrent_days: 365, newer_noncurrent_versions: 10 }],
      }),
    ]);
  });

  test.each([0, 3651, 1.5])("fails when old versions are to be deleted after %d days", (oldVersionsDays) => {
    expect(
      refusal((scope) => new StateBucket(scope, "state", { bucketName: "my-state", oldVersionsDays })),
    ).toBe(
      `test/state: 'oldVersionsDays' must be an integer from 1 to 3650, got ${oldVersionsDays}; keep them for 365 days`,
    );
  });

  test.each(["ab", "a".repeat(64), "My-State", "my_state", "-state", "state."])(
    "fails when its name is %j",
    (bucketName) => {
      expect(refusal((scope) => new StateBucket(scope, "state", { bucketName }))).toBe(
        `test/state: 'bucketName' must be 3 to 63 lowercase letters, digits, hyphens and dots, beginning and ending with a letter or digit, got "${bucketName}"; write it like shop-terraform-state`,
      );
    },
  );
});
