import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instanceType } from "../../modules/capacity/instance-type";
import { instanceUnits } from "../../modules/capacity/units";

describe("an instance type", () => {
  test.each([
    ["t2.micro", { vCpus: 1, memoryMiB: 1024, networkInterfaces: 2, gpus: 0 }],
    ["t3.medium", { vCpus: 2, memoryMiB: 4096, networkInterfaces: 3, gpus: 0 }],
    ["c5.large", { vCpus: 2, memoryMiB: 4096, networkInterfaces: 3, gpus: 0 }],
    ["g5.12xlarge", { vCpus: 48, memoryMiB: 196_608, networkInterfaces: 15, gpus: 4 }],
    ["p3.8xlarge", { vCpus: 32, memoryMiB: 249_856, networkInterfaces: 8, gpus: 4 }],
    ["p4d.24xlarge", { vCpus: 96, memoryMiB: 1_179_648, networkInterfaces: 15, gpus: 8 }],
    ["g4ad.xlarge", { vCpus: 4, memoryMiB: 16_384, networkInterfaces: 2, gpus: 0 }],
  ])("%s has the size that AWS's pages tell", (name, size) => {
    expect(instanceType(name)).toEqual({ name, ...size });
  });

  test.each(["t3.huge", "z9.large", "large", "mac1.metal"])("%s is not known", (name) => {
    expect(instanceType(name)).toBeUndefined();
  });

  test("is of a list that says where it is from and when, and that stays small", () => {
    const text = readFileSync(join(__dirname, "../../modules/capacity/instance-types.json"), "utf8");
    const { source, made } = JSON.parse(text) as { source: string; made: string };

    expect(source).toMatch(
      /^DescribeInstanceTypes of EC2, as moto \d+\.\d+\.\d+ carries it; p3: AWS's page of previous generations$/,
    );
    expect(made).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(text.length).toBeLessThan(100_000);
  });
});

describe("what the agent registers", () => {
  test("is all CPU units, and of memory at most all and probably 7.5 % less, without what is reserved", () => {
    expect(instanceUnits("t3.small", 100)).toEqual({
      instanceType: "t3.small",
      most: { cpu: 2048, memoryMiB: 1948, gpus: 0, networkInterfaces: 2 },
      likely: { cpu: 2048, memoryMiB: 1794, gpus: 0, networkInterfaces: 2 },
    });
  });

  test("counts with AWS's example, of whose 8192 MiB 7985 are registered", () => {
    const { most, likely } = instanceUnits("m4.large", 0) ?? {};

    expect(most?.memoryMiB).toBeGreaterThanOrEqual(7985);
    expect(likely?.memoryMiB).toBeLessThanOrEqual(7985);
  });

  test("has no certain end of network interfaces where trunking gives more", () => {
    expect(instanceUnits("c5.large", 0)).toMatchObject({
      most: { networkInterfaces: Infinity },
      likely: { networkInterfaces: 2 },
    });
  });

  test("is unknown of an unknown type", () => {
    expect(instanceUnits("t3.huge", 0)).toBeUndefined();
  });
});
