// What the npm scripts start, in plain JavaScript that old versions of Node understand too: it says what is missing, and
// then becomes the program. It loads TypeScript into this very process, so that signals have no process in between.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  fail(`Node ${process.versions.node} is too old: 20.9 or later is needed (https://nodejs.org).`);
} else if (["cdktf", "commander", "jsonc-parser", "tsx"].some((name) => !isInstalled(name))) {
  fail("The dependencies are not installed: run 'npm ci' first.");
} else {
  const require = createRequire(import.meta.url);
  require("tsx/cjs");
  require("./cli.ts").main(process.argv.slice(2));
}

function isInstalled(name) {
  return existsSync(new URL(`../node_modules/${name}/package.json`, import.meta.url));
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
