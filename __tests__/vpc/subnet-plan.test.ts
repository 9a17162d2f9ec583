import { Lazy } from "cdktf";
import fc from "fast-check";
import { Construct } from "constructs";
import { BlockList, isIPv4 } from "node:net";
import {
  checkSubnetPlan,
  planSubnets,
  type SubnetPlan,
  type SubnetPlanInput,
} from "../../modules/vpc/subnet-plan";
import { check } from "../../modules/core";
import { refusal } from "../support/synth";

const zones = ["eu-west-1a", "eu-west-1b"];

describe("the subnet plan", () => {
  test("[S5.11] gives a /16 public subnets from x.x.0.0/24 and private ones from x.x.50.0/24", () => {
    expect(planSubnets({ cidrBlock: "10.7.0.0/16", zones: [...zones, "eu-west-1c"] })).toEqual({
      publicSubnets: [
        { zone: "eu-west-1a", cidrBlock: "10.7.0.0/24" },
        { zone: "eu-west-1b", cidrBlock: "10.7.1.0/24" },
        { zone: "eu-west-1c", cidrBlock: "10.7.2.0/24" },
      ],
      privateSubnets: [
        { zone: "eu-west-1a", cidrBlock: "10.7.50.0/24" },
        { zone: "eu-west-1b", cidrBlock: "10.7.51.0/24" },
        { zone: "eu-west-1c", cidrBlock: "10.7.52.0/24" },
      ],
    });
  });

  test("takes given ranges in the order of the zones, and divides what is not given", () => {
    const publicCidrs = ["10.1.8.0/28", "10.1.4.0/22"];
    expect(planSubnets({ cidrBlock: "10.1.0.0/16", zones, publicCidrs })).toEqual({
      publicSubnets: [
        { zone: "eu-west-1a", cidrBlock: "10.1.8.0/28" },
        { zone: "eu-west-1b", cidrBlock: "10.1.4.0/22" },
      ],
      privateSubnets: [
        { zone: "eu-west-1a", cidrBlock: "10.1.50.0/24" },
        { zone: "eu-west-1b", cidrBlock: "10.1.51.0/24" },
      ],
    });
  });

  test("takes a range too small to divide when all subnets are given", () => {
    const input = {
      cidrBlock: "10.1.0.0/24",
      zones,
      publicCidrs: ["10.1.0.0/28", "10.1.0.16/28"],
      privateCidrs: ["10.1.0.64/26", "10.1.0.128/25"],
    };
    expect(cidrBlocks(planSubnets(input))).toEqual([...input.publicCidrs, ...input.privateCidrs]);
  });

  test("has one subnet of each kind per zone, inside the VPC and apart from each other, for any range and zones", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = planSubnets(input);
        expect(plan.publicSubnets.map(({ zone }) => zone)).toEqual(input.zones);
        expect(plan.privateSubnets.map(({ zone }) => zone)).toEqual(input.zones);
        const all = cidrBlocks(plan);
        for (const cidr of all) {
          expect([cidr, holds(input.cidrBlock, cidr)]).toEqual([cidr, true]);
          expect([cidr, all.filter((other) => holds(other, cidr))]).toEqual([cidr, [cidr]]);
        }
      }),
    );
  });
});

describe("the subnet plan fails when", () => {
  const good: SubnetPlanInput = { cidrBlock: "10.1.0.0/16", zones };
  const malformed = "must be an IPv4 range from /16 to /28 with no bits set behind the prefix";

  test.each<[string, Partial<SubnetPlanInput>, string]>([
    [
      "the VPC's range is malformed",
      { cidrBlock: "10.1.0.0" },
      `'cidrBlock' ${malformed}, got "10.1.0.0"; write it like 10.1.0.0/16`,
    ],
    [
      "the VPC's range is larger than AWS allows",
      { cidrBlock: "10.0.0.0/15" },
      `'cidrBlock' ${malformed}, got "10.0.0.0/15"; write it like 10.1.0.0/16`,
    ],
    [
      "the VPC's range is smaller than AWS allows",
      { cidrBlock: "10.1.0.0/29" },
      `'cidrBlock' ${malformed}, got "10.1.0.0/29"; write it like 10.1.0.0/16`,
    ],
    [
      "the VPC's range has bits set behind the prefix",
      { cidrBlock: "10.1.2.0/16" },
      `'cidrBlock' ${malformed}, got "10.1.2.0/16"; write it like 10.1.0.0/16`,
    ],
    [
      "the VPC's range is too small to be divided",
      { cidrBlock: "10.1.0.0/21" },
      `'cidrBlock' must be /20 or larger to be divided by itself, got "10.1.0.0/21"; give 'publicCidrs' and 'privateCidrs'`,
    ],
    [
      "the VPC's range is too small to be divided among the private subnets",
      { cidrBlock: "10.1.0.0/24", publicCidrs: ["10.1.0.0/28", "10.1.0.16/28"] },
      `'cidrBlock' must be /20 or larger to be divided by itself, got "10.1.0.0/24"; give 'publicCidrs' and 'privateCidrs'`,
    ],
    [
      "there is not a range for each zone",
      { publicCidrs: ["10.1.0.0/24"] },
      `'publicCidrs' must have one range for each of the 2 zones, got ["10.1.0.0/24"]; list them in the order of 'zones'`,
    ],
    [
      "a subnet's range is malformed",
      { privateCidrs: ["10.1.8.0/24", "10.1.9.0/29"] },
      `'privateCidrs[1]' ${malformed}, got "10.1.9.0/29"; write it like 10.1.0.0/16`,
    ],
    [
      "a subnet lies outside the VPC",
      { publicCidrs: ["10.1.0.0/24", "10.2.0.0/24"] },
      `'publicCidrs[1]' must lie inside the VPC's 10.1.0.0/16, got "10.2.0.0/24"; take a part of the VPC's range`,
    ],
    [
      "two subnets overlap",
      { publicCidrs: ["10.1.0.0/24", "10.1.1.0/24"], privateCidrs: ["10.1.2.0/24", "10.1.0.0/23"] },
      `'privateCidrs[1]' must not overlap 'publicCidrs[0]' (10.1.0.0/24), got "10.1.0.0/23"; give every subnet addresses of its own`,
    ],
    [
      "a given subnet overlaps one that the plan makes",
      { publicCidrs: ["10.1.0.0/24", "10.1.50.0/24"] },
      `'privateCidrs[0]' must not overlap 'publicCidrs[1]' (10.1.50.0/24), got "10.1.50.0/24"; give every subnet addresses of its own`,
    ],
  ])("%s", (_, change, message) => {
    expect(refused({ ...good, ...change })).toBe(`test/vpc: ${message}`);
  });

  test.each([
    "0.1.0.0/16",
    "127.0.0.0/16",
    "169.254.0.0/16",
    "172.17.0.0/16",
    "224.0.0.0/16",
    "255.255.0.0/16",
  ])("the VPC's range is %s, which no VPC can have", (cidrBlock) => {
    expect(refused({ ...good, cidrBlock })).toBe(
      `test/vpc: 'cidrBlock' must not overlap 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 172.17.0.0/16, 224.0.0.0/4 or 240.0.0.0/4, got "${cidrBlock}"; those are kept for hosts, Docker and multicast: take a part of 10.0.0.0/8`,
    );
  });

  test("several ranges are wrong, with a line each", () => {
    const change = { cidrBlock: "10.1.0.0/24", publicCidrs: ["10.1.0.0/29", "10.2.0.0/28"] };
    expect(refused({ ...good, ...change }).split("\n")).toEqual([
      expect.stringContaining("'cidrBlock' must be /20 or larger"),
      expect.stringContaining("'publicCidrs[0]' must be an IPv4 range"),
      expect.stringContaining("'publicCidrs[1]' must lie inside the VPC's 10.1.0.0/24"),
    ]);
  });

  test("only Terraform knows a range", () => {
    const publicCidrs = ["10.1.0.0/24", Lazy.stringValue({ produce: () => "10.1.1.0/24" })];
    expect(refused({ ...good, publicCidrs })).toBe(
      `test/vpc: 'publicCidrs' must be known at synthesis, got ["10.1.0.0/24","(known to Terraform)"]; write the value itself: what is made depends on it`,
    );
  });
});

/** What a construct `vpc` says about a plan. */
function refused(input: SubnetPlanInput): string {
  return refusal((stack) => {
    check(new Construct(stack, "vpc"), (c) => {
      checkSubnetPlan(c, input);
    });
  });
}

/** Any range that can be divided, with two to six zones. */
const anyInput: fc.Arbitrary<SubnetPlanInput> = fc
  .record({
    prefix: fc.integer({ min: 16, max: 20 }),
    address: fc.nat(2 ** 32 - 1),
    zones: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { minLength: 2, maxLength: 6 }),
  })
  .map(({ prefix, address, zones }) => {
    const base = address - (address % 2 ** (32 - prefix));
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
    return { cidrBlock: `${octets.join(".")}/${prefix}`, zones: zones.map((letter) => `eu-west-1${letter}`) };
  });

function cidrBlocks({ publicSubnets, privateSubnets }: SubnetPlan): string[] {
  return [...publicSubnets, ...privateSubnets].map(({ cidrBlock }) => cidrBlock);
}

/** Whether `outer` holds the first address of `inner`, as Node's own block list sees it: ranges that overlap do, one way or the other. */
function holds(outer: string, inner: string): boolean {
  const [network = "", prefix = ""] = outer.split("/");
  const [first = ""] = inner.split("/");
  expect(isIPv4(first)).toBe(true);
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), "ipv4");
  return list.check(first);
}
