import { table } from "../terminal/table";
import type { Estimate } from "./estimate";
import { HOURS_PER_MONTH, PRICES_OF } from "./prices";
import { aboutDollars, exactDollars, itemText } from "./words";

/** Such as `'acc' costs about $94 to $112 a month in eu-west-1`. */
export function costTitle(stack: string, { monthly, region }: Estimate): string {
  return `'${stack}' costs about ${aboutDollars(monthly)} a month${region === undefined ? "" : ` in ${region}`}`;
}

/** An estimate in words, a line each. */
export function costText(stack: string, cost: Estimate): string[] {
  const rows = cost.items.map((item) => [`  ${itemText(item)}`, exactDollars(item.monthly)]);
  return [
    `${costTitle(stack, cost)}${rows.length > 0 ? ":" : "."}`,
    ...(rows.length > 0 ? ["", ...table(rows), ""] : []),
    ...costNotes(cost),
  ];
}

/** An estimate for the description of a pull request. */
export function costMarkdown(stack: string, cost: Estimate): string[] {
  const rows = cost.items.map((item) => `| ${itemText(item)} | ${exactDollars(item.monthly)} |`);
  return [
    `### Cost of \`${stack}\``,
    "",
    `${costTitle(stack, cost)}.`,
    ...(rows.length > 0 ? ["", "| what | a month |", "| --- | --- |", ...rows] : []),
    "",
    ...costNotes(cost).map((note) => `- ${note}`),
  ];
}

/** What is in the sum, and what is not. */
function costNotes({ region, monthly, missing, usage, otherRegion }: Estimate): string[] {
  return [
    ...missing.map((one) => `Not in the sum: ${one}.`),
    ...(otherRegion
      ? [`No prices of ${region ?? "the region"} are known: these are those of us-east-1.`]
      : []),
    ...(monthly.min === monthly.max
      ? []
      : ["From all groups of instances at their minimum to all at their maximum."]),
    `Not counted: ${[...usage, "data transfer"].join(", ")}; discounts, the free tier and tax.`,
    `${HOURS_PER_MONTH} hours at AWS's list prices of ${PRICES_OF.from} to ${PRICES_OF.to}, instances On-Demand with Linux.`,
  ];
}
