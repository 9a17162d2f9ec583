import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeWithMoto, SERVER, StrictServer } from "./support/strict-server";

const MINUTES = 60_000;
const run = promisify(execFile);
const docs = join(__dirname, "..", "..", "..", "docs", "local-aws.md");

interface Rule {
  readonly id: string;
  readonly operations: readonly string[];
  readonly code: string;
  readonly reason: string;
  readonly source: string;
}

interface Report {
  readonly rules: readonly Rule[];
  readonly services: readonly string[];
  readonly patternsNotJudged: readonly string[];
}

interface Case {
  readonly rule: string;
  readonly expected: string;
  readonly answered: string;
}

describeWithMoto("the local AWS", (python) => {
  let report: Report;
  let cases: readonly Case[];

  beforeAll(async () => {
    report = JSON.parse((await run(python, [SERVER, "--refusals", "--json"])).stdout) as Report;
    const server = await StrictServer.start(python);
    try {
      const answers = await run(python, [join(__dirname, "refusals", "run.py"), server.endpoint]);
      cases = JSON.parse(answers.stdout) as Case[];
    } finally {
      await server.stop();
    }
  }, 5 * MINUTES);

  test("refuses what AWS refuses with AWS's error, and accepts what is beside it", () => {
    const answered = cases.map(({ rule, answered }) => [rule, answered]);
    const expected = cases.map(({ rule, expected }) => [rule, expected]);

    expect(Object.fromEntries(answered)).toEqual(Object.fromEntries(expected));
  });

  test("is asked for each of its refusals", () => {
    expect(cases.map(({ rule }) => rule).sort()).toEqual(report.rules.map(({ id }) => id).sort());
  });

  test("answers each refusal with the error that its table names", () => {
    const codes = new Map(report.rules.map(({ id, code }) => [id, code]));
    const others = cases.filter(({ rule, expected }) => !expected.startsWith(`${codes.get(rule) ?? ""}: `));

    expect(others).toEqual([]);
  });

  test("judges every pattern of the services' models", () => {
    expect(report.patternsNotJudged).toEqual([]);
  });

  test("is described: each refusal stands in docs/local-aws.md as it is", () => {
    expect(rowsOfDocs()).toEqual(report.rules.map(rowOf));
  });

  test("is described: the services that are judged stand in docs/local-aws.md", () => {
    const text = readFileSync(docs, "utf8").replaceAll(/\s+/g, " ");

    expect(text).toContain(`Requests to these services: ${report.services.join(", ")}.`);
  });
});

function rowOf({ id, operations, reason, code, source }: Rule): string {
  const link = `[${source.includes("github.com") ? "issue" : "AWS"}](${source})`;
  return [`\`${id}\``, operations.join(", "), reason, `\`${code}\``, link].join(" | ");
}

/** The rows of the table of refusals, without what a formatter adds. */
function rowsOfDocs(): string[] {
  const lines = readFileSync(docs, "utf8").split("\n");
  return lines
    .filter((line) => /^\| `\w+-[\w-]+`/.test(line))
    .map((line) =>
      line
        .slice(2, -1)
        .trim()
        .split(/\s+\|\s+/)
        .join(" | "),
    )
    .map((line) => line.replaceAll(/\\([*_])/g, "$1"));
}
