import type { Estimate } from "../cost/estimate";
import { HOURS_PER_MONTH, PRICE_PAGES } from "../cost/prices";
import { itemText } from "../cost/words";

/** How long a run takes at most, in hours: what is begun of an hour is paid as a whole one. */
const HOURS = 2;

/** Data, requests, logs and capacity units, all together, in US dollars: far more than they have cost. */
const REST = 0.25;

/** What a run costs at most, in US dollars, with as many instances as there can be. */
export function maximumCost({ monthly }: Estimate): number {
  return REST + forRun(monthly.max);
}

/** The same in words, a line each. */
export function costLines(cost: Estimate): string[] {
  return [
    `It costs at most $${maximumCost(cost).toFixed(2)} (${HOURS} hours; a run takes about one):`,
    ...cost.items.map((item) => {
      const { kind, count, monthly } = item;
      const atMost = { ...item, count: { min: count.max, max: count.max } };
      return `  ${itemText(atMost)}: $${forRun(monthly.max).toFixed(2)} (${PRICE_PAGES[kind]})`;
    }),
    `  data, requests, logs and capacity units: $${REST.toFixed(2)}`,
  ];
}

function forRun(monthly: number): number {
  return (monthly / HOURS_PER_MONTH) * HOURS;
}
