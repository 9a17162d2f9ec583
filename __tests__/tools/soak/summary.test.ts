import type { LifeResult } from "../../../tools/soak/life";
import { isHonest, type Scenario } from "../../../tools/soak/scenarios";
import { lifeText, summaryText } from "../../../tools/soak/summary";

const kill: Scenario = { name: "kill-terraform", change: "first", at: 6 };
const interrupt: Scenario = { name: "interrupt", change: "first", at: 2.345 };

function life(scenario: Scenario, code: number, takenOver = 0, problems: string[] = []): LifeResult {
  return { scenario, code, takenOver, problems };
}

test("a life is told in one line, with what was not well", () => {
  expect(lifeText(life(interrupt, 130))).toBe("interrupt first at 2.3: exit 130, 0 taken over: well");
  expect(lifeText(life(kill, 0, 5, ["vpc: 2 instead of 1", "the plan is not empty"]))).toBe(
    "kill-terraform first at 6: exit 0, 5 taken over: vpc: 2 instead of 1; the plan is not empty",
  );
});

test("all lives are a table, a row for each kind and deployment", () => {
  const lives = [
    life(interrupt, 130),
    life(kill, 1, 5),
    life(interrupt, 0),
    life(kill, 1, 7, ["vpc: 2 instead of 1"]),
    life({ ...kill, change: "bump" }, 1, 1),
    life(interrupt, 130),
  ];

  expect(summaryText(lives)).toBe(
    [
      "| what | deployment | lives | exit codes | taken over | not well |",
      "| --- | --- | --- | --- | --- | --- |",
      "| kill-terraform | bump | 1 | 1 × 1 | 1 | 0 |",
      "| kill-terraform | first | 2 | 1 × 2 | 12 | 1 |",
      "| interrupt | first | 3 | 0 × 1, 130 × 2 | 0 | 0 |",
      "",
    ].join("\n"),
  );
});

test.each<[string, Scenario, number, number, boolean]>([
  ["a killed Terraform that failed", kill, 1, 6, true],
  ["a killed Terraform that is called a success", kill, 0, 6, false],
  ["a deployment that was over before the kill", kill, 0, 5, true],
  ["an interruption that is called one", interrupt, 130, 3, true],
  ["an interruption that came too late", interrupt, 0, 90, true],
  ["an interruption that is called a failure", interrupt, 1, 3, false],
  ["a lost answer that the provider has made up for", { ...kill, name: "lost-answer" }, 0, 90, true],
])("whether an exit code is honest: %s", (_, scenario, code, calls, expected) => {
  expect(isHonest(scenario, code, calls)).toBe(expected);
});
