import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { assertValid, regionOf } from "../../modules/core";
import { KNOWN_REGIONS_DATE } from "../../modules/core/known-regions";
import { ExistingVpc } from "../../modules/vpc";
import { warnings } from "../support/synth";

function warningsIn(region: string): string[] {
  const stack = new TerraformStack(new App(), "test");
  new AwsProvider(stack, "aws", { region });
  regionOf(stack);
  return assertValid(stack.node.root).map(({ message }) => message);
}

describe("a region", () => {
  test.each(["eu-west-1", "us-gov-east-1", "cn-north-1", "eusc-de-east-1", "us-isob-east-1"])(
    "is known: %s",
    (region) => {
      expect(warningsIn(region)).toEqual([]);
    },
  );

  test.each([
    ["eu-wast-1", 'write "eu-west-1", unless it is newer'],
    ["aq-pole-1", "correct it, unless it is newer"],
  ])("is warned of where nobody knows it: %s", (region, hint) => {
    expect(warningsIn(region)).toEqual([
      `test: 'region' should be one of the regions that AWS had on ${KNOWN_REGIONS_DATE}, got "${region}"; ${hint} [ECS-NET-002]`,
    ]);
  });
});

describe("a zone", () => {
  const zonesIn = (...zones: string[]) =>
    warnings((stack) => {
      new ExistingVpc(stack, "vpc", {
        vpcId: "vpc-0123456789abcdef0",
        cidrBlock: "10.1.0.0/16",
        privateSubnetIds: Object.fromEntries(zones.map((zone) => [zone, `subnet-${zone}`])),
      });
    });

  test("is known, or a Local Zone, of which there are new ones all the time", () => {
    expect(zonesIn("eu-west-1a", "eu-west-1c", "eu-west-1-dub-1a")).toEqual([]);
  });

  test("is warned of where the region has none of its letter", () => {
    expect(zonesIn("eu-west-1a", "eu-west-1d")).toEqual([
      `test/vpc: 'privateSubnetIds zone' should be one of the zones that accounts have in eu-west-1 (a, b, c), got "eu-west-1d"; aws ec2 describe-availability-zones tells which your account has [ECS-NET-003]`,
    ]);
  });
});
