import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECK_CODES } from "../../modules/core/check-codes";

const project = join(__dirname, "../..");
const codes = Object.entries(CHECK_CODES).map(([code, severity]) => `${code} (${severity})`);
const [, ...entries] = readFileSync(join(project, "docs/checks.md"), "utf8").split("\n### ");

/** The codes that stand as text in the sources of the modules, each once. */
function usedCodes(): string[] {
  const files = readdirSync(join(project, "modules"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith("check-codes.ts"),
  );
  const texts = files.map((file) => readFileSync(join(project, "modules", file), "utf8"));
  return [...new Set(texts.flatMap((text) => text.match(/(?<=code: ")ECS-[A-Z]+-\d{3}/g) ?? []))];
}

/** The messages in the example of an entry: comments that begin with a construct of the stack `acc`. */
function messagesOf(entry: string): string[] {
  const [, example = ""] = entry.split("```");
  const comments = example.split("\n").filter((line) => line.startsWith("// "));
  const text = comments.map((line) => line.slice(3)).join(" ");
  return text.split(/(?=\bacc\/)/).map((message) => message.trim().replace(/^acc\//, "test/"));
}

/** The texts of the tests of what fits. */
function fitTests(): string {
  const folder = join(__dirname, "../capacity");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n")
    .replaceAll("test/default-group: ", "test/instances: ");
}

describe("docs/checks.md", () => {
  test("has an entry for every code, with its severity, and no other, in the order of the table", () => {
    expect(entries.map((entry) => entry.split("\n")[0])).toEqual(codes);
  });

  test.each(entries.map((entry) => [entry.split("\n")[0], entry]))(
    "says why, by an example, and what to do about %s",
    (_, entry) => {
      const labels = [...entry.matchAll(/^\*\*([^*]+)\.\*\* /gm)].map(([, label]) => label);
      expect(labels.slice(0, 2)).toEqual(["Why", "What to do"]);
      expect(entry).toMatch(/^\*\*Example\.\*\*\n\n```ts\n[^`]+```$/m);
    },
  );

  test("says of what fits the very messages that tests assert", () => {
    const messages = entries.filter((entry) => entry.startsWith("ECS-FIT-")).flatMap(messagesOf);
    const tests = fitTests();

    expect(messages).toHaveLength(12);
    expect(messages.filter((message) => !tests.includes(message))).toEqual([]);
  });

  test("names AWS's page for all that is about AWS", () => {
    const without = entries.filter(
      (entry) => !/^\*\*AWS\.\*\* .*https:\/\/docs\.aws\.amazon\.com\//m.test(entry),
    );

    expect(without.map((entry) => entry.split(" ")[0])).toEqual([
      "ECS-PROP-001",
      "ECS-ACK-001",
      "ECS-ACK-002",
    ]);
  });
});

test("every code but the common one is that of a check in the modules", () => {
  expect(usedCodes().sort()).toEqual(
    Object.keys(CHECK_CODES)
      .filter((code) => code !== "ECS-PROP-001")
      .sort(),
  );
});
