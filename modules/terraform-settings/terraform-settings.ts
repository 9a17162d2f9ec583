import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { accountId, check, checkClasses, constrainProvider, regionCode, setEnvironment } from "../core";

export interface TerraformSettings {
  /** Region of AWS that the stack deploys to, e.g. `eu-west-1`. */
  readonly region: string;
  /** Value of the tag `Environment` of all resources. */
  readonly environment: string;
  /** Value of the tag `Project` of all resources: what they are for, e.g. `shop`. */
  readonly project: string;
  /** Accounts by their numbers of 12 digits: with credentials of another one Terraform refuses to run. @default any */
  readonly allowedAccountIds?: readonly string[];
}

/**
 * Sets what every stack needs: the versions of Terraform and of the AWS provider, the region, and the tags of all
 * resources. Called before other constructs of the stack are made.
 *
 * @throws ValidationError
 */
export function addTerraformSettings(stack: TerraformStack, settings: TerraformSettings): void {
  const { region, environment, project, allowedAccountIds } = settings;
  check(stack, (c) => {
    c.each(settings, { region: regionCode });
    c.known({ region, allowedAccountIds });
    allowedAccountIds?.forEach((account, index) => {
      c.value(`allowedAccountIds[${index}]`, account, accountId);
    });
  });

  stack.addOverride("terraform.required_version", ">= 1.10");
  constrainProvider(stack);
  setEnvironment(stack, environment);
  const provider = new AwsProvider(stack, "aws", {
    region,
    allowedAccountIds: allowedAccountIds === undefined ? undefined : [...allowedAccountIds],
    defaultTags: [{ tags: { Environment: environment, Project: project, ManagedBy: "terraform" } }],
  });
  checkClasses(provider);
}
