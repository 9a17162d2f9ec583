import { type Checks, rules } from "../core";

/** The priorities that a program may use of a balancer that several programs share. */
export interface PriorityRange {
  /** First one, 1 to 50000. */
  readonly from: number;
  /** Last one, at least `from`. */
  readonly to: number;
}

export function checkPriorityRange(c: Checks, range: PriorityRange): void {
  const { from, to } = range;
  // Rules are held against it.
  c.known({ priorities: range });
  c.at("priorities").each(range, { from: PRIORITY, to: PRIORITY });
  c.require(() => from <= to, {
    prop: "priorities.from",
    must: `not be greater than 'priorities.to' (${to})`,
    got: from,
    of: [from, to],
    hint: "turn the two round",
  });
}

/** Checks that a rule keeps to the range that the program was given. */
export function checkInRange(c: Checks, priority: number, { from, to }: PriorityRange): void {
  c.require(() => priority >= from && priority <= to, {
    prop: "priority",
    must: `be from ${from} to ${to}, which the balancer's owner has given to this program`,
    got: priority,
    hint: "choose one of these",
  });
}

const PRIORITY = rules.integer(1, 50_000, "ask the owner of the balancer for a range");
