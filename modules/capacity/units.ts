import { type InstanceType, instanceType } from "./instance-type";

/** What an instance offers to tasks, or a task asks for. */
export interface Units {
  /** Of which a vCPU has 1024. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly gpus: number;
  /** Network interfaces beside that of the instance: a task in network mode `awsvpc` has one of its own. */
  readonly networkInterfaces: number;
}

/** The units of one instance of a group: it has at most the one, and probably no more than the other. */
export interface InstanceUnits {
  readonly instanceType: string;
  readonly most: Units;
  readonly likely: Units;
}

/**
 * What the ECS agent registers for an instance of a type; `undefined` for a type that is not known.
 *
 * Of CPU it is all: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html ("cpu").
 * Of memory it is what the operating system sees, less than what is sold, e.g. 7985 of 8192 MiB:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html. How much less depends on type, image and
 * kernel; Karpenter, which decides about instances before it has them, takes 7.5 %:
 * https://karpenter.sh/docs/reference/settings/ (VM_MEMORY_OVERHEAD_PERCENT).
 *
 * @param reservedMiB memory that the agent is told to leave alone (ECS_RESERVED_MEMORY)
 */
export function instanceUnits(name: string, reservedMiB: number): InstanceUnits | undefined {
  const type = instanceType(name);
  if (type === undefined) {
    return undefined;
  }
  const { vCpus, memoryMiB, gpus } = type;
  const likelyMiB = Math.floor(memoryMiB * (1 - MEMORY_OVERHEAD));
  const units = { cpu: vCpus * 1024, gpus };
  return {
    instanceType: name,
    most: { ...units, memoryMiB: memoryMiB - reservedMiB, networkInterfaces: mostNetworkInterfaces(type) },
    likely: { ...units, memoryMiB: likelyMiB - reservedMiB, networkInterfaces: type.networkInterfaces - 1 },
  };
}

const MEMORY_OVERHEAD = 0.075;

/**
 * The account setting `awsvpcTrunking` gives most types many more interfaces, and those that burst none.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
 */
function mostNetworkInterfaces({ name, networkInterfaces }: InstanceType): number {
  return /^t\d/.test(name) ? networkInterfaces - 1 : Infinity;
}

export const NO_UNITS: Units = { cpu: 0, memoryMiB: 0, gpus: 0, networkInterfaces: 0 };

export const KINDS = Object.keys(NO_UNITS) as readonly (keyof Units)[];

/** So many of one kind, e.g. `512 CPU units`. */
export function amount(units: Units, kind: keyof Units): string {
  return `${Math.max(units[kind], 0)} ${IN_WORDS[kind]}`;
}

const IN_WORDS: Readonly<Record<keyof Units, string>> = {
  cpu: "CPU units",
  memoryMiB: "MiB",
  gpus: "GPUs",
  networkInterfaces: "network interfaces",
};

/** Units of several things together. */
export function sumOf(all: readonly Units[]): Units {
  return all.reduce((sum, one) => combine(sum, one, (a, b) => a + b), NO_UNITS);
}

/** What is left of some units when others are taken away. */
export function minus(from: Units, taken: Units): Units {
  return combine(from, taken, (a, b) => a - b);
}

export function times(units: Units, count: number): Units {
  return combine(units, units, (one) => (one === 0 ? 0 : one * count));
}

/** How often units fit into others; `Infinity` for what needs nothing. */
export function fitsTimes(offered: Units, needed: Units): number {
  return Math.min(
    ...KINDS.map((kind) =>
      needed[kind] === 0 ? Infinity : Math.max(Math.floor(offered[kind] / needed[kind]), 0),
    ),
  );
}

function combine(one: Units, other: Units, join: (a: number, b: number) => number): Units {
  return {
    cpu: join(one.cpu, other.cpu),
    memoryMiB: join(one.memoryMiB, other.memoryMiB),
    gpus: join(one.gpus, other.gpus),
    networkInterfaces: join(one.networkInterfaces, other.networkInterfaces),
  };
}
