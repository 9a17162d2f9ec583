import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureRound } from "../../../tools/bench/measure";
import { stackOf } from "../../../tools/bench/programs";
import { countResources, differences, readStack, type StackJson } from "../../../tools/bench/stack-json";

const folder = mkdtempSync(join(tmpdir(), "bench-test-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the programs of the benchmark", () => {
  test("fails when a program fails, with its exit code and its error", () => {
    expect(() => measureRound(["direct"], 1, folder)).toThrow(
      /^direct .*\/cdk\.tf\.json ended with exit code 1:\n(.*\n)*Error: ENOENT/,
    );
  });

  test("make the same resources, and say what they used", () => {
    const { modules } = measureRound(["modules", "direct"], 2, folder);
    const stack = readStack(stackOf(folder, "modules"));

    expect(differences(stack, readStack(stackOf(folder, "direct")))).toEqual([]);
    expect(Object.keys(stack.resource.aws_ecs_service ?? {})).toHaveLength(2);
    expect(modules.cpuSeconds).toBeGreaterThan(0.1);
    expect(modules.memoryMiB).toBeGreaterThan(50);
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
