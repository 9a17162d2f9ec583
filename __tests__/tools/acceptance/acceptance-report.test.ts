import { readFileSync } from "node:fs";
import { join } from "node:path";

import { acceptanceReport, writeReport } from "../../../tools/acceptance/acceptance-report";
import { costLines, maximumCost } from "../../../tools/acceptance/cost";
import type { StepResult } from "../../../tools/acceptance/step";
import { estimate } from "../../../tools/cost/estimate";
import { countItems } from "../../../tools/cost/items";
import { resourcesIn } from "../../../tools/cost/resources";
import { acceptanceEnvironment } from "../../../stacks/acceptance/acceptance-environment";
import { synthesizeEnvironment } from "../../support/synthesize-environment";
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
  const environment = acceptanceEnvironment("acceptance-1", "eu-west-1");
  const { json } = synthesizeEnvironment(environment);
  const cost = estimate(
    countItems(resourcesIn(json.resource as Parameters<typeof resourcesIn>[0])),
    environment.region,
  );

  expect(maximumCost(cost)).toBeCloseTo(0.25 + (2 * cost.monthly.max) / 730, 6);
  expect(maximumCost(cost)).toBeLessThan(2);
  expect(costLines(cost)).toEqual([
    "It costs at most $0.52 (2 hours; a run takes about one):",
    "  1 NAT gateway: $0.10 (https://aws.amazon.com/vpc/pricing/)",
    "  3 t3.micro instances: $0.07 (https://aws.amazon.com/ec2/pricing/on-demand/)",
    "  1 application load balancer: $0.05 (https://aws.amazon.com/elasticloadbalancing/pricing/)",
    "  3 public IPv4 addresses: $0.03 (https://aws.amazon.com/vpc/pricing/)",
    "  90 GB of EBS volumes (gp3): $0.02 (https://aws.amazon.com/ebs/pricing/)",
    "  data, requests, logs and capacity units: $0.25",
  ]);
});
