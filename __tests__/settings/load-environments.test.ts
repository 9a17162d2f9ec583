import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { loadEnvironments } from "../../settings";
import { refusalOf } from "../support/synth";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "environments-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

describe("the files of a folder", () => {
  test("are environments by the names of the files, whatever they call what they export", () => {
    write("staging.ts", 'export const one = { region: "eu-west-1" };');
    write("test.ts", 'import { one } from "./staging";\nexport const other = { ...one, project: "shop" };');
    write("README.md", "no environment");

    expect(loadEnvironments(folder)).toEqual({
      staging: { name: "staging", region: "eu-west-1" },
      test: { name: "test", region: "eu-west-1", project: "shop" },
    });
  });

  test.each([
    ["exports nothing", "", []],
    ["exports two things", "export const one = {};\nexport const two = {};", ["one", "two"]],
    ["exports something else", "export const one = 1;", ["one"]],
  ])("fails when one %s", (_, text, got) => {
    write("staging.ts", text);

    expect(refusalOf(() => loadEnvironments(folder))).toBe(
      `${basename(folder)}/staging.ts: 'export' must be one environment, got ${JSON.stringify(got)}; ` +
        'write "export const staging: EnvironmentSettings = { … }", and nothing else that is exported',
    );
  });

  test("fails when one ends with an error, with its line", () => {
    write("staging.ts", "const region = undefined;\nexport const one = { region: region.name };");

    expect(refusalOf(() => loadEnvironments(folder))).toMatch(
      /\/staging\.ts: cannot be loaded: 2:\d+: Cannot read properties of undefined \(reading 'name'\); correct it$/,
    );
  });
});
