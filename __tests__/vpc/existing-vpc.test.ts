import type { ExistingVpcProps } from "../../modules/vpc";
import { network } from "../support/surroundings";
import { refusal, synthesize } from "../support/synth";

describe("an existing VPC", () => {
  test("makes no resource", () => {
    expect(synthesize((stack) => network(stack)).types).toEqual([]);
  });

  test("hands on what it was given, with nothing to wait for", () => {
    synthesize((stack) => {
      expect(network(stack)).toMatchObject({
        vpcId: "vpc-0123456789abcdef0",
        cidrBlock: "10.1.0.0/16",
        publicSubnetIds: ["subnet-public-a", "subnet-public-b"],
        privateSubnetIds: ["subnet-private-a", "subnet-private-b"],
        privateRoutesOut: [],
      });
    });
  });

  test("has no public subnets unless they are given", () => {
    synthesize((stack) => {
      expect(network(stack, { publicSubnetIds: undefined }).publicSubnetIds).toEqual([]);
    });
  });

  test.each<[string, Partial<ExistingVpcProps>, string]>([
    [
      "the id is not that of a VPC",
      { vpcId: "subnet-0123456789abcdef0" },
      `'vpcId' must be the id of a VPC, got "subnet-0123456789abcdef0"; copy it from the VPC console: vpc-…`,
    ],
    [
      "there is one private subnet",
      { privateSubnetIds: ["subnet-1"] },
      `'privateSubnetIds' must list at least 2 subnets in different zones, got ["subnet-1"]; a load balancer needs two`,
    ],
  ])("fails when %s", (_, change, message) => {
    expect(refusal((stack) => network(stack, change))).toBe(`test/vpc: ${message}`);
  });
});
