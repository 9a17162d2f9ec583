import type { TerraformStack } from "cdktf";
import { Alb } from "../../modules/alb";
import { ExistingVpc, type ExistingVpcProps, VpcLookup, type VpcLookupProps } from "../../modules/vpc";
import { type Block, refusal, synthesize, type SynthesizedStack } from "../support/synth";

function lookUp(stack: TerraformStack, props: Partial<VpcLookupProps> = {}, id = "vpc"): VpcLookup {
  return new VpcLookup(stack, id, {
    tags: { Name: "main" },
    zones: ["eu-west-1a", "eu-west-1b"],
    privateSubnetTags: { Tier: "private" },
    ...props,
  });
}

function existing(stack: TerraformStack, props: Partial<ExistingVpcProps> = {}, id = "vpc"): ExistingVpc {
  return new ExistingVpc(stack, id, {
    vpcId: "vpc-0123456789abcdef0",
    cidrBlock: "10.1.0.0/16",
    privateSubnetIds: { "eu-west-1a": "subnet-0a", "eu-west-1b": "subnet-0b" },
    ...props,
  });
}

function dataSources(stack: SynthesizedStack, type: string): Block[] {
  return Object.values((stack.json.data as Record<string, Record<string, Block>> | undefined)?.[type] ?? {});
}

describe("a VPC that is looked up", () => {
  test("is found by its tags, and one subnet in each zone by theirs", () => {
    const stack = synthesize((scope) => lookUp(scope, { publicSubnetTags: { Tier: "public", Team: "*" } }));
    expect(dataSources(stack, "aws_vpc")).toMatchObject([
      { filter: [{ name: "tag:Name", values: ["main"] }] },
    ]);
    const subnets = dataSources(stack, "aws_subnet").map(({ availability_zone, filter }) => [
      availability_zone,
      (filter as { name: string; values: string[] }[]).map(({ name, values }) => `${name}=${values.join()}`),
    ]);
    expect(subnets).toEqual([
      ["eu-west-1a", ["tag:Tier=private"]],
      ["eu-west-1b", ["tag:Tier=private"]],
      ["eu-west-1a", ["tag:Tier=public", "tag:Team=*"]],
      ["eu-west-1b", ["tag:Tier=public", "tag:Team=*"]],
    ]);
  });

  test("makes no resource", () => {
    expect(synthesize((scope) => lookUp(scope)).json.resource).toBeUndefined();
  });

  test("gives the rule for its range the same address, however many tokens there are before it", () => {
    const addresses = (others: readonly string[]) => {
      const stack = synthesize((scope) => {
        for (const other of others) {
          lookUp(scope, {}, other);
        }
        new Alb(scope, "alb", { vpc: lookUp(scope), name: "main" });
      });
      return Object.keys(stack.resources("aws_vpc_security_group_ingress_rule"));
    };
    expect(addresses(["one", "two"])).toEqual(addresses([]));
  });

  test("gives the ranges of two looked-up VPCs a rule each", () => {
    const stack = synthesize((scope) => {
      const [here, there] = [lookUp(scope), lookUp(scope, { tags: { Name: "office" } }, "office")];
      const allowedCidrs = [here.cidrBlock, there.cidrBlock];
      new Alb(scope, "alb", { vpc: here, name: "main", allowedCidrs });
    });
    expect(Object.values(stack.resources("aws_vpc_security_group_ingress_rule"))).toHaveLength(2);
  });
});

describe("an existing VPC by its ids", () => {
  test("[S1.1] takes its subnets by zone or as a list, and makes no resource", () => {
    const stack = synthesize((scope) => {
      const byZone = existing(scope);
      expect(byZone.privateSubnetIds).toEqual(["subnet-0a", "subnet-0b"]);
      expect(existing(scope, { privateSubnetIds: byZone.privateSubnetIds }, "list")).toMatchObject({
        vpcId: byZone.vpcId,
        cidrBlock: "10.1.0.0/16",
        privateSubnetIds: ["subnet-0a", "subnet-0b"],
        publicSubnetIds: [],
      });
    });
    expect(stack.json.resource).toBeUndefined();
  });
});

describe("a VPC fails when", () => {
  const wrong: [string, Partial<ExistingVpcProps>, string][] = [
    [
      "its range has bits set behind the prefix",
      { cidrBlock: "10.1.0.1/16" },
      "'cidrBlock' must be an IPv4 range with no bits set behind the prefix, got \"10.1.0.1/16\";" +
        " write it like 10.1.0.0/16, and a single address like 10.1.2.3/32",
    ],
    [
      "a subnet is named twice",
      { privateSubnetIds: { "eu-west-1a": "subnet-0a", "eu-west-1b": "subnet-0a" } },
      "'privateSubnetIds[eu-west-1b]' must be unique in 'privateSubnetIds', got \"subnet-0a\";" +
        " name one subnet for each zone",
    ],
    [
      "the key of a subnet is no zone",
      { publicSubnetIds: { a: "subnet-0a" } },
      "'publicSubnetIds zone' must be a zone of the region eu-west-1, got \"a\"; write it like eu-west-1a",
    ],
    [
      "a subnet has the id of something else",
      { privateSubnetIds: ["subnet-0a", "vpc-0b"] },
      "'privateSubnetIds[1]' must be the id of a subnet, got \"vpc-0b\"; copy it from the VPC console: subnet-…",
    ],
    [
      "there are private subnets in one zone only",
      { privateSubnetIds: { "eu-west-1a": "subnet-0a" } },
      '\'privateSubnetIds\' must list at least 2 subnets in different zones, got {"eu-west-1a":"subnet-0a"};' +
        " a load balancer needs two",
    ],
  ];
  test.each(wrong)("%s", (_, props, message) => {
    expect(refusal((stack) => existing(stack, props))).toBe(`test/vpc: ${message}`);
  });

  const wrongLookups: [string, Partial<VpcLookupProps>, string][] = [
    [
      "it is looked up in one zone only",
      { zones: ["eu-west-1a"] },
      "'zones' must name 2 to 6 availability zones, got [\"eu-west-1a\"]; a load balancer needs two",
    ],
    [
      "it is looked up by no tag",
      { tags: {} },
      "'tags' must name at least one tag, got {}; write it like { Name: \"main\" }",
    ],
    [
      "its subnets are looked up by no tag",
      { privateSubnetTags: {} },
      "'privateSubnetTags' must name at least one tag, got {}; write it like { Name: \"main\" }",
    ],
  ];
  test.each(wrongLookups)("%s", (_, props, message) => {
    expect(refusal((stack) => lookUp(stack, props))).toBe(`test/vpc: ${message}`);
  });
});
