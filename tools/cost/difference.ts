import type { PlanJson } from "../terraform/plan-json";
import { cents, type Estimate, estimate } from "./estimate";
import { type CostItem, countItems, keyOf, type Range } from "./items";
import { regionOfPlan, resourcesOfPlan } from "./resources";
import { itemText, signedDollars } from "./words";

/** What a plan changes in what an environment costs while it is there. */
export interface CostDifference {
  /** In US dollars a month: groups at their minimum, and at their maximum. */
  readonly monthly: Range;
  /** What makes the difference, most of it first. */
  readonly items: readonly DifferentItem[];
  /** What the plan adds of which the price is not known. */
  readonly missing: readonly string[];
  /** Whether the prices are those of us-east-1, as none of the region are known. */
  readonly otherRegion: boolean;
}

export interface DifferentItem extends CostItem {
  /** How much that is more, or less, in US dollars a month. */
  readonly monthly: Range;
}

/** What an environment costs before a plan is applied, or after it. */
export function estimatePlan(plan: PlanJson, side: "before" | "after"): Estimate {
  return estimate(countItems(resourcesOfPlan(plan, side)), regionOfPlan(plan));
}

/** What costs more or less after a plan; undefined if nothing does. */
export function costDifference(plan: PlanJson): CostDifference | undefined {
  const [before, after] = [estimatePlan(plan, "before"), estimatePlan(plan, "after")];
  const rows = new Map(after.items.map((item) => [keyOf(item), item]));
  for (const item of before.items) {
    const { count, monthly } = rows.get(keyOf(item)) ?? { count: NONE, monthly: NONE };
    rows.set(keyOf(item), {
      ...item,
      count: minus(count, item.count),
      monthly: minus(monthly, item.monthly),
    });
  }
  const items = [...rows.values()].filter(({ count: { min, max } }) => min !== 0 || max !== 0);
  const missing = after.missing.filter((one) => !before.missing.includes(one));
  return items.length === 0 && missing.length === 0
    ? undefined
    : {
        monthly: minus(after.monthly, before.monthly),
        items: items.sort((one, other) => weight(other) - weight(one)),
        missing,
        otherRegion: after.otherRegion,
      };
}

/** Such as `about +$33 a month: 1 NAT gateway`. */
export function differenceText({ monthly, items, missing, otherRegion }: CostDifference): string {
  const words = items.slice(0, NAMED).map(changeText);
  const more = items.length - words.length;
  const what = [...words, ...(more > 0 ? [`${more} more`] : [])]
    .join(", ")
    .replace(/, (?=\d+ more$)/, " and ");
  const prices = otherRegion ? " at prices of us-east-1" : "";
  const known = `about ${signedDollars(monthly)} a month${prices}${items.length === 0 ? "" : `: ${what}`}`;
  return [known, ...missing].join("; ");
}

/** How many items a line names. */
const NAMED = 3;
const NONE: Range = { min: 0, max: 0 };

function changeText(item: DifferentItem): string {
  const { min, max } = item.count;
  return min <= 0 && max <= 0
    ? `${itemText({ ...item, count: { min: -min, max: -max } })} less`
    : itemText(item);
}

function weight({ monthly: { min, max } }: DifferentItem): number {
  return Math.max(Math.abs(min), Math.abs(max));
}

function minus(one: Range, other: Range): Range {
  return { min: cents(one.min - other.min), max: cents(one.max - other.max) };
}
