import { App } from "cdktf";
import { StateStack } from "../../stacks";
import { acc } from "../support/environments";
import { synthesizeStack } from "../support/synth";

const stack = synthesizeStack(new StateStack(new App(), "acc-state", { environment: acc }));

describe("the stack of the state's bucket", () => {
  test("makes the bucket that the environment's backend names", () => {
    expect(stack.only("aws_s3_bucket")).toMatchObject({ bucket: acc.stateBucket });
    expect(stack.types.filter((type) => !type.startsWith("aws_s3_bucket"))).toEqual([]);
  });

  test("keeps its own state in a file of the project, since a bucket cannot keep the state of itself", () => {
    expect(stack.json.terraform).toMatchObject({
      backend: { local: { path: "../../../acc-state.tfstate" } },
    });
  });

  test("has the Terraform settings of the environment", () => {
    expect(stack.json.terraform).toMatchObject({
      required_version: ">= 1.10",
      required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.100" } },
    });
    expect(stack.json.provider).toMatchObject({
      aws: [{ region: "eu-west-1", default_tags: [{ tags: { Environment: "acc" } }] }],
    });
  });
});
