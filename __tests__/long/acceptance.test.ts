import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { AcceptanceReport } from "../../tools/acceptance/acceptance-report";
import { announce } from "../../tools/local-aws/running";
import { CommandFolder } from "../e2e/support/command";
import { describeE2e, localAws } from "../e2e/support/describe-e2e";

const MINUTES = 60_000;

describeE2e("the acceptance run against the local AWS", () => {
  const folder = CommandFolder.ofEnvironment("unused");

  afterAll(() => {
    folder.remove();
  });

  test(
    "passes every step that needs no containers, names the others, and leaves nothing",
    async () => {
      const endpoint = localAws().AWS_ENDPOINT_URL ?? "";
      await announce(folder.path, { endpoint, region: "eu-west-1", pid: process.pid });
      const { code, stdout, stderr } = await folder.run("acceptance --local --auto-approve --json");
      const report = JSON.parse(stdout) as AcceptanceReport;
      const outcomes = report.steps.map(({ name, outcome, detail }) =>
        outcome === "passed" ? `${name}: passed` : `${name}: ${outcome}, ${detail}`,
      );

      expect(outcomes).toEqual([
        "Make a bucket for the state: passed",
        "Build and push the image: not run, needs containers, engine",
        "First deployment: passed",
        "Agents registered: not run, needs containers",
        "Service steady: passed",
        "Answer from the internet: not run, needs containers, internet",
        "Second plan: passed",
        "New version: passed",
        "No request lost during the new version: not run, needs containers, internet",
        "Broken version: passed",
        "Good version after the broken one: passed",
        "Task: not run, needs containers",
        "ECS Exec: not run, needs containers",
        "Interrupted instance: not run, needs containers, internet",
        "Destroy: passed",
        "Leftovers: passed",
        "Delete the bucket for the state: passed",
      ]);
      expect(report.headline).toBe("10 of 17 steps run, 10 passed");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(readFileSync(join(folder.path, "acceptance-report/acceptance.md"), "utf8")).toMatch(
        /^# 10 of 17 steps run, 10 passed\n/,
      );
    },
    8 * MINUTES,
  );
});
