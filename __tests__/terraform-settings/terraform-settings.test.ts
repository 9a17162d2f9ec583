import { App, TerraformStack } from "cdktf";
import { requireProvider } from "../../modules/core";
import { addS3State, addTerraformSettings, type TerraformSettings } from "../../modules/terraform-settings";
import { refusalOf, synthesizeStack } from "../support/synth";

function stackWith(settings: Partial<TerraformSettings> = {}): TerraformStack {
  const stack = new TerraformStack(new App(), "test");
  addTerraformSettings(stack, { region: "eu-west-1", environment: "acc", project: "shop", ...settings });
  return stack;
}

function providerVersion(stack: TerraformStack): unknown {
  const { terraform } = synthesizeStack(stack).json as {
    terraform: { required_providers: { aws: { version: string } } };
  };
  return terraform.required_providers.aws.version;
}

describe("the settings of Terraform", () => {
  test("name the region and the tags of all resources, once, and no account", () => {
    expect(synthesizeStack(stackWith()).json.provider).toEqual({
      aws: [
        {
          region: "eu-west-1",
          default_tags: [{ tags: { Environment: "acc", Project: "shop", ManagedBy: "terraform" } }],
        },
      ],
    });
  });

  test("name the accounts that may be deployed to", () => {
    expect(synthesizeStack(stackWith({ allowedAccountIds: ["012345678901"] })).json.provider).toMatchObject({
      aws: [{ allowed_account_ids: ["012345678901"] }],
    });
  });

  test("fails when region and accounts are wrong, with a line each", () => {
    expect(
      refusalOf(() => stackWith({ region: "EU-WEST-1", allowedAccountIds: ["123456789012", "1234"] })),
    ).toBe(
      [
        `test: 'region' must be the code of a region, got "EU-WEST-1"; write it like eu-west-1`,
        `test: 'allowedAccountIds[1]' must be the number of an account, 12 digits in quotes, got "1234"; write it like "123456789012"`,
      ].join("\n"),
    );
  });

  test.each(["", "mars-1", "eu-west", "eu-west-1a", "eu_west_1"])("fails when the region is %j", (region) => {
    expect(refusalOf(() => stackWith({ region }))).toBe(
      `test: 'region' must be the code of a region, got "${region}"; write it like eu-west-1`,
    );
  });

  test.each(["us-gov-west-1", "cn-north-1", "ap-southeast-7", "us-isob-east-1"])("take %s", (region) => {
    expect(() => stackWith({ region })).not.toThrow();
  });
});

describe("the version of the AWS provider", () => {
  test("is the major version that is tested", () => {
    expect(providerVersion(stackWith())).toBe("~> 5.100");
  });

  test("is, in the stack that needs it, the newest of those that features need, and of the same major version", () => {
    const stack = stackWith();
    const other = stackWith();
    for (const version of ["6.4.0", "6.21.0", "6.15.0", "6.4.0"]) {
      requireProvider(stack, version);
    }

    expect(providerVersion(stack)).toBe(">= 6.21.0, < 7.0.0");
    expect(providerVersion(other)).toBe("~> 5.100");
  });

  test("does not depend on whether it is asked for before the settings", () => {
    const stack = new TerraformStack(new App(), "test");
    requireProvider(stack, "6.4.0");
    addTerraformSettings(stack, { region: "eu-west-1", environment: "acc", project: "shop" });

    expect(providerVersion(stack)).toBe(">= 6.4.0, < 7.0.0");
  });
});

describe("the state in S3", () => {
  const keepIn = (bucket: string) => () => {
    addS3State(stackWith(), { bucket, key: "a", region: "eu-west-1" });
  };

  test("is encrypted and locked", () => {
    const stack = stackWith();
    addS3State(stack, { bucket: "shop-state", key: "a/terraform.tfstate", region: "eu-west-1" });

    expect(synthesizeStack(stack).json.terraform).toMatchObject({
      backend: {
        s3: {
          bucket: "shop-state",
          key: "a/terraform.tfstate",
          region: "eu-west-1",
          encrypt: true,
          use_lockfile: true,
        },
      },
    });
  });

  test.each(["My_Bucket", "ab", "a".repeat(64), "-shop", "shop-", "a..b"])(
    "fails when the bucket is %j",
    (bucket) => {
      expect(refusalOf(keepIn(bucket))).toBe(
        `test: 'bucket' must be 3 to 63 lowercase letters, digits, hyphens and dots, beginning and ending with a letter or digit, got "${bucket}"; write it like shop-terraform-state`,
      );
    },
  );

  test.each(["abc", "a".repeat(63), "a.b-c.1"])("takes the bucket %j", (bucket) => {
    expect(keepIn(bucket)).not.toThrow();
  });
});
