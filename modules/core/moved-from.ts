import { type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";

/**
 * Tells Terraform that a resource had another id in its scope before, so that it keeps what was deployed then.
 * https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
 */
export function movedFrom(resource: TerraformResource, scope: Construct, formerId: string): void {
  // An address follows from the place in the tree: something must be at the former one to ask for it.
  const former = TerraformStack.of(resource).getLogicalId(new Construct(scope, formerId).node);
  resource.moveFromId(`${resource.terraformResourceType}.${former}`);
}
