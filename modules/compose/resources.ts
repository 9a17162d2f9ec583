import { parseMiB } from "./values";
import type { Value } from "./value";

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
    vcpus(reservations?.get("cpus")),
    vcpus(service.get("cpus")),
    vcpus(limits?.get("cpus")),
    service.get("cpu_shares")?.integer(),
  ]);
  const memoryMiB = first([mib(limits?.get("memory")), mib(service.get("mem_limit"))]);
  const written = first([mib(reservations?.get("memory")), mib(service.get("mem_reservation"))]);
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

function vcpus(value: Value | undefined): number | undefined {
  const amount = value?.number();
  return amount === undefined ? undefined : Math.round(amount * UNITS_PER_VCPU);
}

function mib(value: Value | undefined): number | undefined {
  const amount = value?.parsed(parseMiB, "an amount of memory", "write it like 300m or 1g");
  if (amount === undefined || amount >= MIN_MIB) {
    return amount;
  }
  value?.error(`must be at least ${MIN_MIB} MiB, got ${amount} MiB`, "Docker starts nothing with less");
  return undefined;
}

function first(amounts: readonly (number | undefined)[]): number | undefined {
  return amounts.find((amount) => amount !== undefined);
}

const UNITS_PER_VCPU = 1024;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const MIN_MIB = 6;
const DEFAULT_MIB = 128;
