import { type TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { check } from "./checks";
import { checkRegion } from "./region";

const PROVIDER = Symbol.for("ecs-terraform-cdk.awsProvider");

type Stack = TerraformStack & { [PROVIDER]?: AwsProvider };
type AwsProvider = TerraformProvider & { readonly region?: string };

/** The region that a construct's stack deploys to, as its AWS provider names it. */
export function regionOf(scope: IConstruct): string {
  const stack: Stack = TerraformStack.of(scope);
  // Looked for once a stack: it takes a walk over all its constructs.
  stack[PROVIDER] ??= stack.allProviders().find((one) => one.terraformResourceType === "aws");
  const region = stack[PROVIDER]?.region;
  check(stack, (c) => {
    c.require(() => region !== undefined, {
      prop: "region",
      must: "be set on the stack's AwsProvider",
      got: region,
      hint: "create the provider, with its region, before other constructs",
    });
    checkRegion(c, "region", region);
  });
  return region ?? "";
}
