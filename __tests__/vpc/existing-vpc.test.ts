import { TerraformVariable } from "cdktf";
import { Alb } from "../../modules/alb";
import type { ExistingVpcProps } from "../../modules/vpc";
import { network } from "../support/context";
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
        internetConnectivityEstablished: [],
        publicInternetConnectivityEstablished: [],
      });
    });
  });

  test("has no public subnets unless they are given", () => {
    synthesize((stack) => {
      expect(network(stack, { publicSubnetIds: undefined }).publicSubnetIds).toEqual([]);
    });
  });

  test("takes ids that only Terraform knows, one by one or as a list of unknown length", () => {
    const stack = synthesize((scope) => {
      const { stringValue: vpcId } = new TerraformVariable(scope, "vpc-id", {});
      const { listValue: privateSubnetIds } = new TerraformVariable(scope, "subnets", {
        type: "list(string)",
      });
      const vpc = network(scope, { vpcId, cidrBlock: vpcId, privateSubnetIds });
      new Alb(scope, "alb", { vpc, name: "web" });
    });
    expect(stack.only("aws_lb").subnets).toBe("${var.subnets}");
  });

  test("fails with a line for each mistake", () => {
    const change = {
      cidrBlock: "10.1.0.1/16",
      privateSubnetIds: { "eu-west-1a": "subnet-1", "eu-west-2a": "sg-1" },
    };
    expect(refusal((stack) => network(stack, change))).toBe(
      [
        `test/vpc: 'cidrBlock' must be an IPv4 range with no bits set behind the prefix, got "10.1.0.1/16"; write it like 10.1.0.0/16, and a single address like 10.1.2.3/32`,
        `test/vpc: 'privateSubnetIds[eu-west-2a]' must be the id of a subnet, got "sg-1"; copy it from the VPC console: subnet-…`,
        `test/vpc: 'privateSubnetIds zone' must be a zone of the region eu-west-1, got "eu-west-2a"; write it like eu-west-1a`,
      ].join("\n"),
    );
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
