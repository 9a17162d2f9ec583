import { medianOf, ratio, type Size } from "./results";

const NAMES = ["modules", "direct", "awsCdk", "awsCdkUnvalidated"] as const;
const LABELS = ["modules", "direct", "AWS CDK", "AWS CDK, not validated"];

/** CPU time and its ratios, a row for each size, as a Markdown table. */
export function renderTimes(sizes: readonly Size[]): string {
  const head = [
    "services",
    "resources",
    ...LABELS,
    "modules ÷ direct",
    "AWS CDK ÷ modules",
    "not validated ÷ modules",
  ];
  const rows = sizes.map((size) => [
    size.services.toLocaleString("en"),
    size.resources.toLocaleString("en"),
    ...NAMES.map((name) => `${medianOf(size, name, "cpuSeconds").toFixed(1)} s`),
    ratio(size.rounds, "modules", "direct").toFixed(2),
    ratio(size.rounds, "awsCdk", "modules").toFixed(1),
    ratio(size.rounds, "awsCdkUnvalidated", "modules").toFixed(1),
  ]);
  return markdown([head, ...rows]);
}

/** The most memory at a time, a row for each size, as a Markdown table. */
export function renderMemory(sizes: readonly Size[]): string {
  const rows = sizes.map((size) => [
    size.services.toLocaleString("en"),
    ...NAMES.map((name) => `${medianOf(size, name, "memoryMiB").toFixed(0)} MiB`),
  ]);
  return markdown([["services", ...LABELS], ...rows]);
}

/** Columns as wide as their widest cell, numbers at the right, as the formatter of this project writes them. */
function markdown(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  const rule = `| ${widths.map((width) => `${"-".repeat(width - 1)}:`).join(" | ")} |`;
  return [line(head), rule, ...body.map(line)].join("\n");
}
