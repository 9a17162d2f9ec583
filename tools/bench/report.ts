import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { renderChart } from "./chart";
import { exponent, type Results, type Size } from "./results";
import { renderMemory, renderTimes } from "./table";

/** What `npm run bench -- --save` writes below `docs/`. */
export const FILES = {
  results: "performance/results.json",
  chart: "performance/cpu-time.svg",
  page: "performance.md",
} as const;

/** Around the part of the page that is written. */
const MARKS = ["<!-- begin: npm run bench -->", "<!-- end: npm run bench -->"] as const;

const docs = resolve(__dirname, "../../docs");

/** The figures of a run, and how they were got. */
export function renderReport(results: Results): string {
  const { date, command, machine, versions, sizes } = results;
  const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const rounds = sizes.map((size) => `${size.rounds.length} × ${size.services.toLocaleString("en")}`);
  return [
    `\`${command}\` on ${date}; ${machine}; ${used.join(", ")}. Rounds × services: ${rounds.join(", ")}.`,
    renderTimes(sizes),
    renderGrowth(sizes),
    "The most memory at a time:",
    renderMemory(sizes),
  ].join("\n\n");
}

function renderGrowth(sizes: readonly Size[]): string {
  const [small, large] = sizes.slice(-2);
  if (small === undefined || large === undefined) {
    return "";
  }
  const [modules, direct, awsCdk] = (["modules", "direct", "awsCdk"] as const).map((name) =>
    exponent(small, large, name).toFixed(2),
  );
  const [from, to] = [small, large].map(({ services }) => services.toLocaleString("en"));
  return `From ${from} to ${to} services, CPU time grows with their number to the power of ${modules} (modules), ${direct} (direct) and ${awsCdk} (AWS CDK).`;
}

/** The page with the report of a run in place of the one before. */
export function withReport(page: string, results: Results): string {
  const [begin, end] = MARKS;
  const [before = "", rest = ""] = page.split(begin);
  return `${before}${begin}\n\n${renderReport(results)}\n\n${end}${rest.split(end)[1] ?? ""}`;
}

export function save(results: Results): void {
  const page = join(docs, FILES.page);
  writeFileSync(join(docs, FILES.results), `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(join(docs, FILES.chart), renderChart(results));
  writeFileSync(page, withReport(readFileSync(page, "utf8"), results));
}
