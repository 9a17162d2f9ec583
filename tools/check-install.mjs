// Runs before every npm command of this project, in plain JavaScript: it must work before `npm ci` has.
import { existsSync } from "node:fs";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9)) {
  fail(`Node ${process.versions.node} is too old: 20.9 or later is needed (https://nodejs.org).`);
}
if (!existsSync(new URL("../node_modules/cdktf/package.json", import.meta.url))) {
  fail("The dependencies are not installed: run 'npm ci' first.");
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
