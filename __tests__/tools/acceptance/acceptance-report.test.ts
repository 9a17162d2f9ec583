import { readFileSync } from "node:fs";
import { join } from "node:path";

import { acceptanceReport, writeReport } from "../../../tools/acceptance/acceptance-report";
import { costLines, maximumCost } from "../../../tools/acceptance/cost";
import type { StepResult } from "../../../tools/acceptance/step";
import { temporaryFolder } from "../support/folders";

const summary = {
  ...{ name: "acceptance-1", region: "eu-west-1", account: "account 111122223333" },
  startedAt: "2026-11-21T08:00:00.000Z",
};

function result(name: string, outcome: StepResult["outcome"], detail: string): StepResult {
  return { name, proves: `that ${name}`, needs: ["engine"], outcome, detail, seconds: 3 };
}

test("a report is headed by how many steps were run, as JSON and as Markdown", () => {
  const folder = join(temporaryFolder(), "new");
  const steps = [
    result("one", "passed", "a | b"),
    result("two", "failed", "line 1\nline 2"),
    result("three", "not run", "needs engine"),
  ];
  const report = acceptanceReport(summary, steps);
  writeReport(folder, report);

  expect(report).toMatchObject({ headline: "2 of 3 steps run, 1 passed", passed: false });
  expect(JSON.parse(readFileSync(join(folder, "acceptance.json"), "utf8"))).toEqual(report);
  expect(readFileSync(join(folder, "acceptance.md"), "utf8")).toBe(
    [
      "# 2 of 3 steps run, 1 passed",
      "",
      "Environment `acceptance-1` in eu-west-1, account 111122223333, begun at 2026-11-21T08:00:00.000Z.",
      "",
      "| step | proves | needs | outcome | time | what was seen |",
      "| --- | --- | --- | --- | --- | --- |",
      "| one | that one | engine | passed | 3 s | a \\| b |",
      "| two | that two | engine | failed | 3 s | line 1<br>line 2 |",
      "| three | that three | engine | not run | 0 s | needs engine |".replace("0 s", "3 s"),
      "",
    ].join("\n"),
  );
});

test("a run has passed when every step that was run has", () => {
  const steps = [result("one", "passed", ""), result("two", "not run", "")];

  expect(acceptanceReport(summary, steps)).toMatchObject({
    headline: "1 of 2 steps run, 1 passed",
    passed: true,
  });
});

test("a run costs less than 2 dollars, by prices whose pages are told", () => {
  expect(maximumCost()).toBeLessThan(2);
  expect(costLines()[0]).toBe(
    `It costs at most $${maximumCost().toFixed(2)} (2 hours; a run takes about one):`,
  );
  expect(
    costLines()
      .slice(1, -1)
      .filter((line) => !line.includes("https://aws.amazon.com/")),
  ).toEqual([]);
});
