import { Construct } from "constructs";
import { Lazy } from "cdktf";
import { check } from "../../modules/core";
import { checkZones } from "../../modules/vpc/zones";
import { refusal, synthesize } from "../support/synth";

function refused(zones: readonly string[], region = "eu-west-1"): string {
  return refusal((stack) => {
    check(new Construct(stack, "vpc"), (c) => {
      checkZones(c, zones, region);
    });
  });
}

function accepted(zones: readonly string[], region: string): void {
  synthesize((stack) => {
    check(new Construct(stack, "vpc"), (c) => {
      checkZones(c, zones, region);
    });
  });
}

describe("availability zones", () => {
  test.each([
    ["eu-west-1", ["eu-west-1a", "eu-west-1b"]],
    ["us-east-1", ["a", "b", "c", "d", "e", "f"].map((letter) => `us-east-1${letter}`)],
    ["us-west-2", ["us-west-2a", "us-west-2-lax-1a"]],
    ["us-gov-west-1", ["us-gov-west-1a", "us-gov-west-1b"]],
    ["cn-north-1", ["cn-north-1a", "cn-north-1b"]],
  ])("of %s may be %s", (region, zones) => {
    expect(() => {
      accepted(zones, region);
    }).not.toThrow();
  });

  test("are not compared with a region that only Terraform knows", () => {
    const region = Lazy.stringValue({ produce: () => "us-east-1" });
    expect(() => {
      accepted(["eu-west-1a", "eu-west-1b"], region);
    }).not.toThrow();
  });
});

describe("availability zones fail when", () => {
  test("there is one", () => {
    expect(refused(["eu-west-1a"])).toBe(
      `test/vpc: 'zones' must name 2 to 6 availability zones, got ["eu-west-1a"]; a load balancer needs two`,
    );
  });

  test("there are seven", () => {
    const zones = ["a", "b", "c", "d", "e", "f", "g"].map((letter) => `eu-west-1${letter}`);
    expect(refused(zones)).toBe(
      `test/vpc: 'zones' must name 2 to 6 availability zones, got ${JSON.stringify(zones)}; a load balancer needs two`,
    );
  });

  test("one is named twice, and another one is in another region", () => {
    expect(refused(["eu-west-1a", "eu-west-1a", "eu-west-2a"])).toBe(
      [
        `test/vpc: 'zones[2]' must be a zone of the region eu-west-1, got "eu-west-2a"; write it like eu-west-1a`,
        `test/vpc: 'zones[1]' must be unique in 'zones', got "eu-west-1a"; name another zone`,
      ].join("\n"),
    );
  });

  test.each(["a", "eu-west-1", "eu-west-1A", "eu-west-a"])("one is %j", (zone) => {
    expect(refused(["eu-west-1a", zone])).toBe(
      `test/vpc: 'zones[1]' must be a zone of the region eu-west-1, got "${zone}"; write it like eu-west-1a`,
    );
  });

  test("only Terraform knows one", () => {
    expect(refused(["eu-west-1a", Lazy.stringValue({ produce: () => "eu-west-1b" })])).toBe(
      `test/vpc: 'zones' must be known at synthesis, got ["eu-west-1a","(known to Terraform)"]; write the value itself: what is made depends on it`,
    );
  });
});
