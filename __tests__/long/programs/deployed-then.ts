import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { contextArguments } from "../../../settings/context-arguments";

const FIXTURES = "__tests__/long/fixtures/ed99123";

/**
 * Writes what commit ed99123 has synthesized as if it were synthesized now: `-c stack=<name>` names the file, and every other
 * pair `-c <old>=<new>` puts an id of the local AWS in the place of an example's.
 */
const { stack = "", ...ids } = contextArguments(process.argv.slice(2), "");
const outputDirectory = process.env.CDKTF_OUTDIR ?? "";
const stackPath = join("stacks", stack);
const synthesizedStackPath = join(stackPath, "cdk.tf.json");
const json = Object.entries(ids).reduce(
  (text, [then, now]) => text.replaceAll(then, now),
  readFileSync(join(FIXTURES, `${stack}.tf.json`), "utf8"),
);
mkdirSync(join(outputDirectory, stackPath), { recursive: true });
writeFileSync(join(outputDirectory, synthesizedStackPath), json);
writeFileSync(
  join(outputDirectory, "manifest.json"),
  JSON.stringify({ stacks: { [stack]: { name: stack, synthesizedStackPath } } }),
);
