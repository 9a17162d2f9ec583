import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "./support/folders";

const project = join(__dirname, "..", "..");
const entry = join(project, "tools", "main.mjs");

function run(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stdout, stderr };
}

test.each(["12.22.0", "20.8.1"])("fails when Node is too old (%s), with one line", (version) => {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions, "node", { value: "${version}" })`;

  expect(run(["--import", pretend, entry, "plan"])).toEqual({
    status: 1,
    stdout: "",
    stderr: `Node ${version} is too old: 20.9 or later is needed (https://nodejs.org).\n`,
  });
});

test("fails when the dependencies are not installed, with one line", () => {
  const folder = join(temporaryFolder(), "tools");
  mkdirSync(folder);
  copyFileSync(entry, join(folder, "main.mjs"));

  expect(run([join(folder, "main.mjs"), "plan"])).toEqual({
    status: 1,
    stdout: "",
    stderr: "The dependencies are not installed: run 'npm ci' first.\n",
  });
});

test("npm starts it without a process in between that could die alone", () => {
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const commands = ["start", "plan", "deploy", "destroy", "task", "compose", "unlock"];

  expect(commands.map((name) => scripts[name])).toEqual(
    commands.map((name) => `exec node tools/main.mjs ${name}`),
  );
  expect(commands.filter((name) => `pre${name}` in scripts || `post${name}` in scripts)).toEqual([]);
});

test("needs nothing of the CDKTF CLI, whose pseudo-terminal is not there for every Node", () => {
  const program = `
    const load = module.constructor._load;
    module.constructor._load = (request, ...more) => {
      if (/cdktf-cli|node-pty|@cdktf\\/cli-core/.test(request)) throw new Error("loads " + request);
      return load(request, ...more);
    };
    process.argv.push("plan", "--help");
    import(${JSON.stringify(entry)});`;

  expect(run(["--eval", program])).toMatchObject({ status: 0, stderr: "" });
});
