import { type CostItem, type Counted, type Range } from "./items";
import { knowsRegion, monthlyPrice } from "./prices";

/** An item with what it costs, in US dollars a month. */
export interface PricedItem extends CostItem {
  readonly monthly: Range;
}

/** What a stack costs while it is there. */
export interface Estimate {
  /** Undefined if the stack leaves it to the environment. */
  readonly region: string | undefined;
  /** In US dollars a month: groups at their minimum, and at their maximum. */
  readonly monthly: Range;
  /** What it consists of, dearest first. */
  readonly items: readonly PricedItem[];
  /** What is not in the sum although it costs while it is there, and why. */
  readonly missing: readonly string[];
  /** What is not in the sum because it depends on use. */
  readonly usage: readonly string[];
  /** Whether the prices are those of us-east-1, as none of the region are known. */
  readonly otherRegion: boolean;
}

/** Estimates what counted resources cost in a region. */
export function estimate({ items, uncounted, usage }: Counted, region: string | undefined): Estimate {
  const priced = items.map((one) => ({ one, monthly: priceOf(one, region) }));
  const known = priced.flatMap(({ one, monthly }) => (monthly === undefined ? [] : [{ ...one, monthly }]));
  return {
    region,
    monthly: sum(known.map(({ monthly }) => monthly)),
    items: known.sort((first, second) => second.monthly.max - first.monthly.max),
    missing: [
      ...priced.flatMap(({ one: { kind, detail }, monthly }) =>
        monthly === undefined
          ? [`${NAMES_WITHOUT_PRICE[kind] ?? kind} ${detail}: its price is not known`]
          : [],
      ),
      ...uncounted,
    ],
    usage,
    otherRegion: region === undefined || !knowsRegion(region),
  };
}

const NAMES_WITHOUT_PRICE: Readonly<Partial<Record<CostItem["kind"], string>>> = {
  instance: "instance type",
  database: "database",
  volume: "volume of type",
  databaseVolume: "database storage of type",
};

function priceOf({ kind, detail, count }: CostItem, region: string | undefined): Range | undefined {
  const price = monthlyPrice(kind, detail, region ?? "");
  return price === undefined ? undefined : { min: cents(price * count.min), max: cents(price * count.max) };
}

function sum(ranges: readonly Range[]): Range {
  return {
    min: cents(ranges.reduce((all, { min }) => all + min, 0)),
    max: cents(ranges.reduce((all, { max }) => all + max, 0)),
  };
}

/** Rounds to whole cents. */
export function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}
