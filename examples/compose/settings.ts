import type { TerraformStack } from "cdktf";
import { addS3State, addTerraformSettings } from "../../stacks";

export const CLUSTER = "cluster01";
const REGION = "eu-west-1";

/** What the stacks of this example have in common; each has its own state in the bucket of all. */
export function addSettings(stack: TerraformStack, environment: string, stateFolder: string): void {
  addTerraformSettings(stack, REGION, environment, "compose");
  addS3State(stack, {
    bucket: "compose-terraform-state",
    key: `examples/${stateFolder}/terraform.tfstate`,
    region: REGION,
  });
}
