import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure } from "../../../tools/bench/measure";
import { countResources, differences, readStack, type StackJson } from "../../../tools/bench/stack-json";

const folder = mkdtempSync(join(tmpdir(), "bench-test-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the programs of the benchmark", () => {
  test("make the same resources, and say what they used", () => {
    const path = join(folder, "stacks/modules/cdk.tf.json");
    const usage = measure("modules", "2", folder);
    measure("direct", path, folder);
    const stack = readStack(path);
    expect(differences(stack, readStack(join(folder, "stacks/direct/cdk.tf.json")))).toEqual([]);
    expect(Object.keys(stack.resource.aws_ecs_service ?? {})).toHaveLength(2);
    expect(usage.cpuSeconds).toBeGreaterThan(0.1);
    expect(usage.memoryMiB).toBeGreaterThan(50);
  });

  test("fails when a program fails, with its exit code and its error", () => {
    expect(() => measure("direct", "/does/not/exist", folder)).toThrow(
      /^direct \/does\/not\/exist ended with exit code 1:\n(.*\n)*Error: ENOENT/,
    );
  });
});

describe("the comparison of two stacks", () => {
  const stack = (resource: StackJson["resource"]): StackJson => ({ resource });

  test("counts the resources of all types", () => {
    expect(countResources(stack({ aws_vpc: { a: {}, b: {} }, aws_lb: { a: {} } }))).toBe(3);
  });

  test("names resources that one of them lacks, or has with other arguments, whatever CDKTF notes about them", () => {
    expect(
      differences(
        stack({ aws_vpc: { same: { "//": "one", cidr: "1" }, other: { cidr: "1" }, first: {} } }),
        stack({ aws_vpc: { same: { "//": "two", cidr: "1" }, other: { cidr: "2" }, second: {} } }),
      ),
    ).toEqual(["aws_vpc.other", "aws_vpc.first", "aws_vpc.second"]);
  });
});
