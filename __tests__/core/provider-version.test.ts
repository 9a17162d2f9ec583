import { App, TerraformProvider, TerraformStack } from "cdktf";
import { checkClasses } from "../../modules/core";
import { refusalOf } from "../support/synth";

/** A provider as classes have it that were made of `providerVersion` of the AWS provider. */
function providerOf(providerVersion: string): TerraformProvider {
  class AwsProvider extends TerraformProvider {}
  return new AwsProvider(new TerraformStack(new App(), "test"), "aws", {
    terraformResourceType: "aws",
    terraformGeneratorMetadata: { providerName: "aws", providerVersion },
  });
}

test.each(["6.21.0", "6.25.0", "6.100.0", "7.0.0"])("classes of the AWS provider %s do", (version) => {
  expect(() => {
    checkClasses(providerOf(version));
  }).not.toThrow();
});

test.each(["6.20.0", "6.4.0", "5.100.0"])(
  "fails when the classes were made of the AWS provider %s",
  (version) => {
    expect(
      refusalOf(() => {
        checkClasses(providerOf(version));
      }),
    ).toBe(
      `test/aws: '@cdktf/provider-aws' must have been made of version 6.21.0 of the AWS provider or of a later one, got "${version}"; install the version that peerDependencies name in the package.json of the modules`,
    );
  },
);
