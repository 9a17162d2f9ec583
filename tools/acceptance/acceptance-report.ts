import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StepResult } from "./step";

/** What is known about a run. */
export interface RunSummary {
  /** Name of the environment. */
  readonly name: string;
  readonly region: string;
  /** `local AWS`, or the number of the account. */
  readonly account: string;
  /** When it began: RFC 3339. */
  readonly startedAt: string;
}

/** The result of a run, as JSON has it. */
export interface AcceptanceReport extends RunSummary {
  /** Such as `9 of 16 steps run, 9 passed`. */
  readonly headline: string;
  readonly passed: boolean;
  readonly steps: readonly StepResult[];
}

export function acceptanceReport(summary: RunSummary, steps: readonly StepResult[]): AcceptanceReport {
  const run = steps.filter(({ outcome }) => outcome !== "not run");
  const passed = run.filter(({ outcome }) => outcome === "passed");
  return {
    headline: `${run.length} of ${steps.length} steps run, ${passed.length} passed`,
    passed: passed.length === run.length,
    ...summary,
    steps,
  };
}

export function reportMarkdown({
  headline,
  name,
  region,
  account,
  startedAt,
  steps,
}: AcceptanceReport): string {
  const rows = steps.map(({ name: step, proves, needs, outcome, detail, seconds }) =>
    [step, proves, needs.join(", "), outcome, `${seconds} s`, detail].map(cell).join(" | "),
  );
  return [
    `# ${headline}`,
    "",
    `Environment \`${name}\` in ${region}, ${account}, begun at ${startedAt}.`,
    "",
    "| step | proves | needs | outcome | time | what was seen |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
  ].join("\n");
}

/** Writes `acceptance.json` and `acceptance.md`. */
export function writeReport(folder: string, report: AcceptanceReport): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "acceptance.json"), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, "acceptance.md"), reportMarkdown(report));
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, "<br>");
}
