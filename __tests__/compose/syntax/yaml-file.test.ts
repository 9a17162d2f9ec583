import { refusalOf } from "../../support/synth";
import { diagnostics, plan } from "../support/plan";

test.each([
  [
    "is indented wrongly",
    "services:\n  web:\n    image: a:1\n   ports: []",
    "c.yml:4:1: error: All mapping items must start at the same column; correct the YAML",
  ],
  ["has an open quote", 'services: "web', 'c.yml:1:15: error: Missing closing "quote; correct the YAML'],
  [
    "is indented with tabs",
    "services:\n\tweb: {}",
    "c.yml:2:1: error: Tabs are not allowed as indentation; correct the YAML",
  ],
  [
    "has a key twice",
    "services:\n  web:\n    image: a:1\n    image: a:2",
    'c.yml:4:5: error: the key "image" is there twice, in line 3 as well; remove one of them',
  ],
  [
    "has an alias without an anchor",
    "services:\n  web: *base",
    "c.yml:2:8: error: the alias *base stands for nothing; write &base before what it shall stand for",
  ],
  [
    "has a tag of its own",
    "services: !reset {}",
    "c.yml:1:11: error: has a tag that is not followed here; let Compose resolve it first: docker compose config > merged.yml",
  ],
  [
    "has several documents",
    "services: {}\n---\nservices: {}",
    "c.yml:2:1: error: has several documents; let Compose resolve it first: docker compose config > merged.yml",
  ],
  [
    "merges a text",
    "services:\n  web:\n    <<: base",
    "c.yml:3:5: error: the merge key << takes a map or a list of maps; write <<: *anchor",
  ],
  [
    "has an anchor around its own alias",
    "services: &all\n  web: *all",
    "c.yml:1:1: error: has more than 100000 values with its aliases resolved; write values out",
  ],
  [
    "opens too many brackets",
    "[".repeat(101),
    "c.yml:1:1: error: is nested too deeply to be read; write it flatter",
  ],
  [
    "is nested too deeply in a line",
    "- ".repeat(20_000),
    "c.yml:1:1: error: is nested too deeply to be read; write it flatter",
  ],
  [
    "is nested too deeply in many lines",
    Array.from({ length: 202 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
    "c.yml:1:1: error: is nested too deeply to be read; write it flatter",
  ],
])("fails when a file %s", (_, text, message) => {
  expect(refusalOf(() => plan(text))).toBe(message);
});

/** Seconds that an action takes. */
function secondsOf(action: () => unknown): number {
  const start = performance.now();
  action();
  return (performance.now() - start) / 1000;
}

const line = (index: number) =>
  `  s${index}: &a${index} { image: "app:1", labels: { text: "${"x".repeat(55)}" } }\n`;

test.each([
  [
    "of 1 MB has 10,000 anchors",
    `services:\n${Array.from({ length: 10_000 }, (_, index) => line(index)).join("")}`,
    /^c\.yml:1:1: error: has \d{3,4} KiB, more than 256; split it into several projects$/,
  ],
  [
    "of 200 KB has 10,000 anchors",
    `x: [${Array.from({ length: 10_000 }, (_, index) => `&a${index} ${index}`).join(", ")}]`,
    /^c\.yml:1:1: error: has more than 1000 anchors; write values out$/,
  ],
  [
    "would become a billion values",
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
      .concat(Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}]`))
      .join("\n"),
    /^c\.yml:1:1: error: has more than 100000 values with its aliases resolved; write values out$/,
  ],
])("fails within a second when a file %s", (_, text, message) => {
  expect(
    secondsOf(() => {
      expect(refusalOf(() => plan(text))).toMatch(message);
    }),
  ).toBeLessThan(1);
});

test("anchors and merge keys are copies: the first that is merged wins, and what is written wins over both", () => {
  const text = `
x-a: &a { image: "a:1", mem_limit: 64m, user: "1" }
x-b: &b { image: "b:1", working_dir: /b }
services:
  app:
    <<: [*a, *b]
    user: "2"`;

  expect(plan(text).tasks[0]?.containers[0]).toMatchObject({
    image: "a:1",
    memoryMiB: 64,
    user: "2",
    workingDirectory: "/b",
  });
});

test("a diagnostic about a merged key names the line of the anchor", () => {
  const text =
    "x-a: &a\n  platform: linux/arm64\nservices:\n  app:\n    <<: *a\n    image: a:1\n    mem_limit: 64m";

  expect(diagnostics(text)).toEqual([
    "c.yml:2:3: warning: services.app.platform: the instances decide it; choose their type to match, e.g. t4g.small for arm64",
  ]);
});
