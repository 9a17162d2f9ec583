import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { loadEnvironments } from "../../settings";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "environments-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Everything that an environment must have. */
const LEAST = `{
  project: "shop", region: "eu-west-1", stateBucket: "shop-state", services: {},
  network: { cidrBlock: "10.1.0.0/16", zones: ["eu-west-1a", "eu-west-1b"] },
  instances: { default: { instanceType: "t3.small", minSize: 1, maxSize: 2 } },
}`;

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** What is wrong with the environment staging. */
function refusal(): string | undefined {
  return loadEnvironments(folder).refused.get("staging")?.message;
}

describe("the files of a folder", () => {
  test("are environments by the names of the files, whatever they call what they export", () => {
    write("staging.ts", `export const one = ${LEAST};`);
    write("test.ts", 'import { one } from "./staging";\nexport const other = { ...one, project: "web" };');
    write("README.md", "no environment");

    expect(loadEnvironments(folder).environments).toMatchObject({
      staging: { name: "staging", project: "shop", services: {} },
      test: { name: "test", project: "web", services: {} },
    });
  });

  test.each([
    ["exports nothing", "", []],
    ["exports two things", "export const one = {};\nexport const two = {};", ["one", "two"]],
    ["exports something else", "export const one = 1;", ["one"]],
  ])("fails when one %s", (_, text, got) => {
    write("staging.ts", text);

    expect(refusal()).toBe(
      `${basename(folder)}/staging.ts: 'export' must be one environment, got ${JSON.stringify(got)}; ` +
        'write "export const staging: EnvironmentSettings = { … }", and nothing else that is exported',
    );
  });

  test("fails when one ends with an error, with its line", () => {
    write("staging.ts", "const region = undefined;\nexport const one = { region: region.name };");

    expect(refusal()).toMatch(
      /\/staging\.ts: cannot be loaded: 2:\d+: Cannot read properties of undefined \(reading 'name'\); correct it$/,
    );
  });

  test("fails when settings are wrong, with a line for each, which names the file", () => {
    write("staging.ts", `export const one = { ...${LEAST}, regoin: "eu-west-1", tasks: 1 };`);

    expect(refusal()).toBe(
      [
        `${basename(folder)}/staging.ts: 'regoin' must be a setting that there is, got "eu-west-1"; write "region"`,
        `${basename(folder)}/staging.ts: 'tasks' must be an object with names of your own as keys, got 1; correct it`,
      ].join("\n"),
    );
  });

  test("that are right are environments, whatever is wrong with others", () => {
    write("staging.ts", "export const one = {\n  region: ;\n};");
    write("test.ts", `export const one = ${LEAST};`);
    const { environments, refused } = loadEnvironments(folder);

    expect(Object.keys(environments)).toEqual(["test"]);
    expect([...refused.keys()]).toEqual(["staging"]);
  });

  test("fails when one is no TypeScript, with the place", () => {
    write("staging.ts", "export const one = {\n  region: ;\n};");

    expect(refusal()).toContain(`${basename(folder)}/staging.ts: cannot be loaded: `);
  });
});
