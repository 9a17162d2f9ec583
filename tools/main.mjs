// What the npm scripts start, in plain JavaScript that old versions of Node understand too: it says what is missing, and
// then becomes the program. It loads TypeScript into this very process, so that signals have no process in between.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  fail(`Node ${process.versions.node} is too old: 20.9 or later is needed (https://nodejs.org).`);
} else if (["cdktf", "commander", "jsonc-parser", "tsx"].some((name) => !isInstalled(name))) {
  fail("The dependencies are not installed: run 'npm ci' first.");
} else {
  const program = load();
  if (program !== undefined) {
    program.main(process.argv.slice(2));
  }
}

function load() {
  const require = createRequire(import.meta.url);
  try {
    require("tsx/cjs");
    return require("./cli.ts");
  } catch (error) {
    // What is compiled is kept in the folder for temporary files.
    if (error.syscall !== "mkdir") {
      throw error;
    }
    fail(
      `The folder for temporary files, ${tmpdir()}, cannot be written (${error.code}): free some space there, or name another folder in TMPDIR.`,
    );
  }
}

function isInstalled(name) {
  return existsSync(new URL(`../node_modules/${name}/package.json`, import.meta.url));
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
