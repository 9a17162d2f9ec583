import {
  brokenLimits,
  exponent,
  medianOf,
  ratio,
  type Round,
  type Size,
  type Usage,
} from "../../../tools/bench/results";

const use = (cpuSeconds: number): Usage => ({ cpuSeconds, memoryMiB: cpuSeconds * 100 });
const round = (modules: number, direct: number): Round => ({
  modules: use(modules),
  direct: use(direct),
  awsCdk: use(1),
  awsCdkUnvalidated: use(1),
});
const size = (services: number, ...rounds: Round[]): Size => ({ services, resources: 0, rounds });

describe("the figures of the benchmark", () => {
  test("are ratios within a round, of which the middle counts, so that a slow moment of the machine does not", () => {
    expect(ratio([round(1, 1), round(60, 50), round(2, 1)], "modules", "direct")).toBe(1.2);
  });

  test("are the middle of the rounds for time and for memory", () => {
    const rounds = size(1, round(3, 1), round(1, 1), round(2, 1));

    expect(medianOf(rounds, "modules", "cpuSeconds")).toBe(2);
    expect(medianOf(rounds, "modules", "memoryMiB")).toBe(200);
  });

  test("say with which power of the size the time grows", () => {
    const linear = exponent(size(10, round(2, 1)), size(100, round(20, 1)), "modules");
    const quadratic = exponent(size(10, round(2, 1)), size(100, round(200, 1)), "modules");

    expect([linear, quadratic]).toEqual([1, 2]);
  });

  test("keep the limits at 1.15 times the direct classes and linear growth", () => {
    expect(brokenLimits([size(10, round(1.15, 1)), size(100, round(11.5, 10))])).toEqual([]);
  });

  test("fails when the modules are slower than the limit at any size, or time grows faster than linearly", () => {
    expect(brokenLimits([size(10, round(1.16, 1)), size(100, round(20, 20))])).toEqual([
      "10 services take 1.16 times what the provider's classes take",
      "CPU time grows with the number of services to the power of 1.24",
    ]);
  });
});
