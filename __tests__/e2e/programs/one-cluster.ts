import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformOutput, TerraformStack } from "cdktf";
import { runExample } from "../../../examples/run-example";
import { addS3State, addTerraformSettings } from "../../../modules/terraform-settings";

const REGION = "eu-west-1";

/** A stack of two resources, of which one takes some seconds, for tests of the commands. */
runExample({ name: "one-cluster" }, (app, { name }) => {
  const stack = new TerraformStack(app, name);
  addTerraformSettings(stack, { region: REGION, environment: name, project: "tests" });
  addS3State(stack, { bucket: `${name}-states`, key: "terraform.tfstate", region: REGION });
  const topic = new SnsTopic(stack, "topic", { name });
  new EcsCluster(stack, "cluster", { name, tags: { Topic: topic.name } });
  new TerraformOutput(stack, "topic_arn", { value: topic.arn });
});
