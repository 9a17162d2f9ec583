import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { dnsSuffixOf, partitionOf } from "../../modules/core";

function partition(region: (stack: TerraformStack) => string): [string, string] {
  const stack = new TerraformStack(new App(), "test");
  new AwsProvider(stack, "aws", { region: region(stack) });
  return [partitionOf(stack), dnsSuffixOf(stack)];
}

describe("the partition of a region, and the end of its host names", () => {
  test.each([
    ["eu-west-1", "aws", "amazonaws.com"],
    ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
    ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
    ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
    ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
    ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
  ])("of %s are %s and %s", (region, ...expected) => {
    expect(partition(() => region)).toEqual(expected);
  });

  test("are those of AWS's main one where only Terraform knows the region", () => {
    expect(partition((stack) => new TerraformVariable(stack, "region", {}).stringValue)).toEqual([
      "aws",
      "amazonaws.com",
    ]);
  });
});
