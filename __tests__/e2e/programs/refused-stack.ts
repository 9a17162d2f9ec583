import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { runExample } from "../../../examples/run-example";
import { addS3State, addTerraformSettings } from "../../../modules/terraform-settings";
import { addNetwork, REFUSED } from "./refused-parts";

const REGION = "eu-north-1";

/** All that AWS refuses, side by side in one stack: Terraform tries each part, whatever becomes of the others. */
runExample({ name: "refused" }, (app, { name }) => {
  const stack = new TerraformStack(app, name);
  addTerraformSettings(stack, { region: REGION, environment: name, project: "tests" });
  addS3State(stack, { bucket: `${name}-states`, key: "terraform.tfstate", region: REGION });
  const network = addNetwork(stack, REGION);
  for (const [title, { build }] of Object.entries(REFUSED)) {
    build(new Construct(stack, title.replaceAll(" ", "-")), network);
  }
});
