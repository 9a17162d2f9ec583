import { parseMiB, type Value } from "../syntax";

/** What a container may use, in the units of ECS. */
export interface ContainerResources {
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly memoryReservationMiB?: number;
}

/**
 * Reads limits and reservations in all the ways that Compose has for them. ECS reserves CPU instead of limiting it: a
 * container may use more while nobody else needs it.
 */
export function readResources(service: Value): ContainerResources {
  const resources = service.get("deploy")?.get("resources");
  const limits = resources?.get("limits");
  const reservations = resources?.get("reservations");
  const cpu = first([
    amount(reservations?.get("cpus"), vcpus),
    amount(service.get("cpus"), limitedVcpus),
    amount(limits?.get("cpus"), limitedVcpus),
    amount(service.get("cpu_shares"), (value) => value.integer()),
  ]);
  const memoryMiB = first([amount(limits?.get("memory"), mib), amount(service.get("mem_limit"), mib)]);
  const written = first([
    amount(reservations?.get("memory"), mib),
    amount(service.get("mem_reservation"), mib),
  ]);
  if (memoryMiB !== undefined && written !== undefined && written > memoryMiB) {
    service.error(
      `reserves ${written} MiB, more than its limit of ${memoryMiB} MiB`,
      "lower the reservation",
    );
    return { cpu, memoryMiB };
  }
  if (memoryMiB === undefined && written === undefined) {
    service.warn(
      `says nothing of memory: ${DEFAULT_MIB} MiB are reserved, without a limit`,
      "write what it needs as mem_reservation or mem_limit, e.g. 300m",
    );
    return { cpu, memoryReservationMiB: DEFAULT_MIB };
  }
  return { cpu, memoryMiB, memoryReservationMiB: written };
}

/** One of several keys that can say the same. */
interface Amount {
  readonly value: Value;
  readonly amount: number | undefined;
}

function amount(value: Value | undefined, read: (value: Value) => number | undefined): Amount[] {
  return value === undefined ? [] : [{ value, amount: read(value) }];
}

/** The first that is written counts. */
function first(amounts: readonly Amount[][]): number | undefined {
  const [counts, ...others] = amounts.flat();
  for (const { value, amount: other } of others) {
    if (counts !== undefined && other !== counts.amount) {
      value.warn(`is not used beside ${counts.value.path}`, "leave one of them");
    }
  }
  return counts?.amount;
}

function vcpus(value: Value): number | undefined {
  const number = value.number();
  if (number !== undefined && number < 0) {
    value.error(`must not be negative, got ${number}`, "write it like 0.5");
    return undefined;
  }
  // Compose takes 0 as no limit, and ECS as nothing reserved.
  return number === undefined || number === 0 ? undefined : Math.round(number * UNITS_PER_VCPU);
}

function limitedVcpus(value: Value): number | undefined {
  value.note(
    "is reserved on ECS, and no limit: a container may use more while nobody else needs it",
    "write what it needs at least as deploy.resources.reservations.cpus",
  );
  return vcpus(value);
}

function mib(value: Value): number | undefined {
  const size = value.parsed(parseMiB, "an amount of memory", "write it like 300m or 1g");
  if (size === undefined || size >= MIN_MIB) {
    return size;
  }
  value.error(`must be at least ${MIN_MIB} MiB, got ${size} MiB`, "Docker starts nothing with less");
  return undefined;
}

const UNITS_PER_VCPU = 1024;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const MIN_MIB = 6;
const DEFAULT_MIB = 128;
