import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REFUSED } from "../e2e/programs/refused-parts";

const docs = join(__dirname, "../../docs");
const page = readFileSync(join(docs, "aws-behaviour.md"), "utf8");

describe("docs/aws-behaviour.md", () => {
  const links = [...page.matchAll(/\[((?:[^[\]]|\[[^\]]*\])+)\]\((\.\.\/__tests__\/[^)]+)\)/g)].map(
    ([, title = "", path = ""]) => [title, path] as const,
  );

  test.each(links)("names '%s' as it stands in %s", (title, path) => {
    const file = join(docs, path);

    expect(existsSync(file)).toBe(true);
    expect(path.endsWith(`/${title}`) || readFileSync(file, "utf8").includes(title)).toBe(true);
  });

  test("lists what the local AWS is tested to refuse", () => {
    const [section = ""] = page.split("## What only AWS can refuse").slice(1);
    const titles = rowsOf(section.split("\n## ")[0] ?? "").map((row) => row.split("|")[1]?.trim());

    expect(titles).toEqual(Object.keys(REFUSED));
  });

  test("names a test in every row but the two that say why not", () => {
    const rows = rowsOf(page);
    const without = rows.filter((row) => !row.includes("](../__tests__/"));

    expect(rows.length).toBeGreaterThan(50);
    expect(without).toEqual([
      expect.stringContaining("nothing can be tested"),
      expect.stringContaining("There is no prop for it"),
    ]);
  });
});

/** The rows of all tables, without their heads. */
function rowsOf(text: string): string[] {
  return text.split("\n").filter((line) => /^\| (?!on AWS|-)/.test(line));
}
