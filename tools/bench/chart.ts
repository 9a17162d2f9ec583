import type { ProgramName } from "./programs";
import { medianOf, type Results, type Size } from "./results";

const LINES: readonly { name: ProgramName; label: string }[] = [
  { name: "modules", label: "modules" },
  { name: "direct", label: "direct" },
  { name: "awsCdk", label: "AWS CDK" },
  { name: "awsCdkUnvalidated", label: "AWS CDK, not validated" },
];

const PLOT = { left: 56, top: 44, right: 500, bottom: 320, width: 700, height: 372 };

/**
 * CPU time by number of services, as an SVG picture with logarithmic axes. It has no background, and text and lines that
 * can be read on a light page and, where the reader's system is set so, on a dark one.
 */
export function renderChart({ sizes }: Results): string {
  const seconds = LINES.flatMap(({ name }) => sizes.map((size) => medianOf(size, name, "cpuSeconds")));
  const x = scale(
    sizes.map(({ services }) => services),
    PLOT.left,
    PLOT.right,
  );
  const y = scale([...seconds, 1], PLOT.bottom, PLOT.top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PLOT.width} ${PLOT.height}" role="img" aria-label="CPU time of synthesis by number of services">`,
    STYLE,
    `<text class="title" x="${PLOT.left}" y="20">CPU time of synthesis in seconds, by number of services</text>`,
    ...ticks(seconds).map((value) => gridLine(value, y(value))),
    ...sizes.map(
      ({ services }) =>
        `<text class="axis" x="${at(x(services))}" y="${PLOT.bottom + 20}" text-anchor="middle">${services.toLocaleString("en")}</text>`,
    ),
    ...lines(sizes, x, y),
    "</svg>",
    "",
  ].join("\n");
}

type Scale = (value: number) => number;

function scale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - low) / (high - low)) * (to - from);
}

/** 1, 2, 5, 10, 20 … as far as there are values. */
function ticks(values: readonly number[]): number[] {
  const most = Math.max(...values);
  return [0, 1, 2, 3]
    .flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power))
    .filter((one) => one <= most);
}

function gridLine(value: number, y: number): string {
  return [
    `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at(y)}" y2="${at(y)}"/>`,
    `<text class="axis" x="${PLOT.left - 8}" y="${at(y + 4)}" text-anchor="end">${value}</text>`,
  ].join("");
}

/** One line for each program, named at its end, with names that do not cover each other. */
function lines(sizes: readonly Size[], x: Scale, y: Scale): string[] {
  const drawn = LINES.map(({ name, label }) => {
    const points = sizes.map((size) => [x(size.services), y(medianOf(size, name, "cpuSeconds"))] as const);
    return { name, label, points, end: points.at(-1)?.[1] ?? 0 };
  }).sort((one, other) => one.end - other.end);
  let lowest = Number.NEGATIVE_INFINITY;
  return drawn.map(({ name, label, points, end }) => {
    lowest = Math.max(end, lowest + 18);
    const path = points.map(([px, py]) => `${at(px)},${at(py)}`).join(" ");
    const dots = points.map(([px, py]) => `<circle cx="${at(px)}" cy="${at(py)}" r="3"/>`).join("");
    const text = `<text x="${PLOT.right + 12}" y="${at(lowest + 4)}">${label}</text>`;
    return `<g class="${name}"><polyline points="${path}"/>${dots}${text}</g>`;
  });
}

function at(coordinate: number): string {
  return coordinate.toFixed(1);
}

const STYLE = `<style>
text { font: 13px system-ui, sans-serif; }
.title { font-weight: 600; }
.title, .axis { fill: #57606a; }
.grid { stroke: #d0d7de; }
polyline { fill: none; stroke: currentColor; stroke-width: 2; }
circle, g text { fill: currentColor; }
.modules { color: #0a5fb4; }
.direct { color: #1a7f37; }
.awsCdk { color: #b35900; }
.awsCdkUnvalidated { color: #8250df; }
@media (prefers-color-scheme: dark) {
.title, .axis { fill: #b1bac4; }
.grid { stroke: #3d444d; }
.modules { color: #6cb6ff; }
.direct { color: #57c266; }
.awsCdk { color: #f0a35e; }
.awsCdkUnvalidated { color: #c49bff; }
}
</style>`;
