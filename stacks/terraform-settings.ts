import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, type TerraformStack } from "cdktf";

/**
 * What every stack has in common: versions of Terraform and of the provider, region, and the tags of all resources.
 *
 * @param project value of the tag `Project`
 */
export function addTerraformSettings(
  stack: TerraformStack,
  region: string,
  environment: string,
  project = PROJECT,
): void {
  stack.addOverride("terraform.required_version", ">= 1.10");
  stack.addOverride("terraform.required_providers.aws", {
    source: "hashicorp/aws",
    version: ">= 5.100.0, < 7.0.0",
  });
  new AwsProvider(stack, "aws", {
    region,
    defaultTags: [{ tags: { Environment: environment, Project: project, ManagedBy: "terraform" } }],
  });
}

/** Keeps the stack's state in a bucket of the stack's region, encrypted, with a lock beside it. */
export function addS3State(
  stack: TerraformStack,
  { bucket, key, region }: { readonly bucket: string; readonly key: string; readonly region: string },
): void {
  // CDKTF's types do not know the lock file.
  new S3Backend(stack, { bucket, key, region, encrypt: true }).addOverride("use_lockfile", true);
}

const PROJECT = "nodejs-app";
