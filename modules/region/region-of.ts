import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ValidationError } from "../validation";

/** The region that a construct's stack deploys to, as its AWS provider names it. */
export function regionOf(scope: IConstruct): string {
  const provider = TerraformStack.of(scope)
    .allProviders()
    .find((one) => one instanceof AwsProvider);
  if (provider?.region === undefined) {
    throw new ValidationError(TerraformStack.of(scope), {
      prop: "region",
      must: "be set on the stack's AwsProvider",
      got: undefined,
      remedy: "create the provider, with its region, before other constructs",
    });
  }
  return provider.region;
}
