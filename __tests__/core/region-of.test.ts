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

  test("fails when the stack has no provider", () => {
    const stack = new TerraformStack(new App(), "test");
    expect(refusalOf(() => regionOf(new Construct(stack, "a")))).toBe(
      "test: 'region' must be set on the stack's AwsProvider, got nothing; create the provider, with its region, before other constructs",
    );
  });
});
