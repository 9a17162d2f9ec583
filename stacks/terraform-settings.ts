import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";

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

const PROJECT = "nodejs-app";
