import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { partitionOf } from "../../modules/core";

function partition(region: (stack: TerraformStack) => string): string {
  const stack = new TerraformStack(new App(), "test");
  new AwsProvider(stack, "aws", { region: region(stack) });
  return partitionOf(stack);
}

describe("the partition of a region", () => {
  test.each([
    ["eu-west-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
  ])("of %s is %s", (region, expected) => {
    expect(partition(() => region)).toBe(expected);
  });

  test("is AWS's main one where only Terraform knows the region", () => {
    expect(partition((stack) => new TerraformVariable(stack, "region", {}).stringValue)).toBe("aws");
  });
});
