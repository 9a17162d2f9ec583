import { hostname } from "node:os";

import { findRuns, type RunOfState } from "./run-file";

/** What Terraform writes into the lock of a state, in its own JSON. */
export interface StateLock {
  readonly ID: string;
  /** `<user>@<host>` */
  readonly Who?: string;
  /** `OperationTypeApply`, `OperationTypePlan` … */
  readonly Operation?: string;
  /** RFC 3339, in UTC. */
  readonly Created?: string;
}

/** Whether the run that took a lock still goes on. */
export type Liveness =
  | { readonly kind: "alive"; readonly run: RunOfState }
  | { readonly kind: "dead"; readonly run: RunOfState }
  | { readonly kind: "unknown" };

/** The lock that Terraform says is held, when it could not take it; undefined if it failed for another reason. */
export function lockIn(output: string): StateLock | undefined {
  if (!output.includes("Error acquiring the state lock") || !output.includes("Lock Info:")) {
    return undefined;
  }
  const field = (name: string) => new RegExp(`^\\s*${name}:[ \\t]+(\\S.*)$`, "m").exec(output)?.[1]?.trim();
  const ID = field("ID");
  return ID === undefined
    ? undefined
    : { ID, Who: field("Who"), Operation: field("Operation"), Created: field("Created") };
}

/** Whether the run that holds a lock is alive, as far as the run files on this machine tell. */
export function livenessOf(
  lock: StateLock,
  state: string,
  runs: readonly RunOfState[] = findRuns(state),
): Liveness {
  if (lock.Who?.split("@").at(-1) !== hostname()) {
    return { kind: "unknown" };
  }
  const alive = runs.find((run) => run.isAlive);
  const run = alive ?? runs[0];
  return run === undefined ? { kind: "unknown" } : { kind: alive === undefined ? "dead" : "alive", run };
}

/**
 * One sentence about a lock: who, since when, for what, whether that run is alive, and what to do.
 *
 * @param what the name of the stack
 * @param unlock the command that clears the lock
 */
export function describeLock(what: string, lock: StateLock, liveness: Liveness, unlock: string): string {
  const hints = {
    alive: "try again when it is done",
    dead: `clear the lock with '${unlock}'`,
    unknown: `if it is not, clear the lock with '${unlock}'`,
  };
  return `${describeHolder(what, lock, liveness)}: ${hints[liveness.kind]}.`;
}

/** The same without what to do, and without a full stop. */
export function describeHolder(what: string, lock: StateLock, liveness: Liveness): string {
  return `The state of '${what}' is locked by ${holderOf(lock)}; ${inWords(liveness)}`;
}

/** Who has a lock, since when and for what. */
function holderOf({ Who, Operation, Created }: StateLock): string {
  const since = Created === undefined ? "" : ` since ${timeInWords(Created)}`;
  const operation = Operation?.replace(/^OperationType/, "").toLowerCase() ?? "";
  return `${Who ?? "somebody"}${since}${operation === "" ? "" : `, for ${article(operation)}`}`;
}

function inWords(liveness: Liveness): string {
  switch (liveness.kind) {
    case "alive":
      return `that run is alive (process ${liveness.run.pid}, '${liveness.run.command}')`;
    case "dead":
      return `that run ('${liveness.run.command}') has ended without unlocking`;
    case "unknown":
      return "whether that run is alive is not known here";
  }
}

/** `2026-11-21 08:00:00 UTC`, from Terraform's text or RFC 3339. */
function timeInWords(created: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(created) ?? [];
  return day === undefined || time === undefined ? created : `${day} ${time} UTC`;
}

function article(operation: string): string {
  return /^[aeiou]/.test(operation) ? `an ${operation}` : `a ${operation}`;
}
