import type { ProgramName } from "./programs";

/** What one run of a program used. */
export interface Usage {
  /** Of all its threads, in user and kernel mode. */
  readonly cpuSeconds: number;
  /** The most that it held at a time. */
  readonly memoryMiB: number;
}

/** What each program used in one round. They run one after another, so that other work on the machine hits all alike. */
export type Round<Name extends ProgramName = ProgramName> = Readonly<Record<Name, Usage>>;

/** What was measured with environments of one size. */
export interface Measured<Name extends ProgramName = ProgramName> {
  readonly services: number;
  readonly rounds: readonly Round<Name>[];
}

export interface Size extends Measured {
  /** That Terraform would make; the same of both programs that write its JSON. */
  readonly resources: number;
}

/** What a run of the benchmark has found. */
export interface Results {
  /** Day on which it ran, e.g. `2026-11-21`. */
  readonly date: string;
  readonly command: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly sizes: readonly Size[];
}

/** What is promised of the modules, in CPU time. */
export const LIMITS = {
  /** Times what the provider's classes take. */
  ratioToDirect: 1.15,
  /** Power of the number of services. */
  exponent: 1.05,
} as const;

/** CPU time of one program as a multiple of another's: the middle of the rounds' ratios. */
export function ratio<Name extends ProgramName>(
  rounds: readonly Round<Name>[],
  one: Name,
  other: Name,
): number {
  return median(rounds.map((round) => round[one].cpuSeconds / round[other].cpuSeconds));
}

export function medianOf<Name extends ProgramName>(
  { rounds }: Measured<Name>,
  name: Name,
  what: keyof Usage,
): number {
  return median(rounds.map((round) => round[name][what]));
}

/** The power of the number of services that CPU time grows with between two sizes. */
export function exponent<Name extends ProgramName>(
  small: Measured<Name>,
  large: Measured<Name>,
  name: Name,
): number {
  const growth = medianOf(large, name, "cpuSeconds") / medianOf(small, name, "cpuSeconds");
  return Math.log(growth) / Math.log(large.services / small.services);
}

/** What the modules have promised and not kept, in words. */
export function brokenLimits(sizes: readonly Size[]): string[] {
  const slow = sizes.flatMap(({ services, rounds }) => {
    const found = ratio(rounds, "modules", "direct");
    return found > LIMITS.ratioToDirect
      ? [`${services} services take ${found.toFixed(2)} times what the provider's classes take`]
      : [];
  });
  const [small, large] = sizes.slice(-2);
  const power = small && large ? exponent(small, large, "modules") : 0;
  return power > LIMITS.exponent
    ? [...slow, `CPU time grows with the number of services to the power of ${power.toFixed(2)}`]
    : slow;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
