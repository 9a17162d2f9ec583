import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder, writeFile } from "./support/folders";

const project = join(__dirname, "..", "..");
const entry = join(project, "tools", "main.mjs");

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
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

test("fails when the folder for temporary files is none, with one line", () => {
  const file = writeFile(join(temporaryFolder(), "file"), "");

  expect(run([entry, "plan"], { TMPDIR: file })).toEqual({
    status: 1,
    stdout: "",
    stderr: `The folder for temporary files, ${file}, cannot be written (ENOTDIR): free some space there, or name another folder in TMPDIR.\n`,
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
