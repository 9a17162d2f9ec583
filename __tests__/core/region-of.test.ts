import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { regionOf } from "../../modules/core";
import { refusalOf, synthesize } from "../support/synth";

describe("the region of a construct", () => {
  test("is that of its stack's provider, however deep it lies", () => {
    synthesize((stack) => {
      expect(regionOf(new Construct(new Construct(stack, "a"), "b"))).toBe("eu-west-1");
    });
  });

  test.each(["eu-west-1a", "eu-west", "EU-WEST-1", "Ireland", ""])("fails when it is %j", (region) => {
    const stack = new TerraformStack(new App(), "test");
    new AwsProvider(stack, "aws", { region });
    expect(refusalOf(() => regionOf(stack))).toBe(
      `test: 'region' must be the code of a region, got "${region}"; write it like eu-west-1`,
    );
  });

  test.each(["ap-southeast-2", "us-gov-west-1", "cn-northwest-1", "eusc-de-east-1", "us-isob-east-1"])(
    "may be %s",
    (region) => {
      const stack = new TerraformStack(new App(), "test");
      new AwsProvider(stack, "aws", { region });
      expect(regionOf(stack)).toBe(region);
    },
  );

  test("fails when the stack has no provider", () => {
    const stack = new TerraformStack(new App(), "test");
    expect(refusalOf(() => regionOf(new Construct(stack, "a")))).toBe(
      "test: 'region' must be set on the stack's AwsProvider, got nothing; create the provider, with its region, before other constructs",
    );
  });
});
