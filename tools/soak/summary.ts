import type { LifeResult } from "./life";
import { SCENARIOS } from "./scenarios";

/** One life in one line, or in more if it was not well. */
export function lifeText({ scenario: { name, change, at }, code, takenOver, problems }: LifeResult): string {
  const outcome = problems.length === 0 ? "well" : problems.join("; ");
  return `${name} ${change} at ${Number(at.toFixed(1))}: exit ${code}, ${takenOver} taken over: ${outcome}`;
}

/** All lives as a table in Markdown. */
export function summaryText(results: readonly LifeResult[]): string {
  const rows = SCENARIOS.flatMap((name) =>
    (["bump", "first"] as const).map((change) => {
      const lives = results.filter(({ scenario }) => scenario.name === name && scenario.change === change);
      const takenOver = lives.reduce((sum, life) => sum + life.takenOver, 0);
      const notWell = lives.filter(({ problems }) => problems.length > 0).length;
      return { cells: [name, change, lives.length, exitCodes(lives), takenOver, notWell], lives };
    }),
  );
  return [
    ["what", "deployment", "lives", "exit codes", "taken over", "not well"],
    ["---", "---", "---", "---", "---", "---"],
    ...rows.filter(({ lives }) => lives.length > 0).map(({ cells }) => cells),
  ]
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("");
}

/** Such as `0 × 2, 1 × 8`. */
function exitCodes(lives: readonly LifeResult[]): string {
  const codes = lives.map(({ code }) => code).sort((one, other) => one - other);
  return [...new Set(codes)]
    .map((code) => `${code} × ${codes.filter((one) => one === code).length}`)
    .join(", ");
}
