// npm run bench:synth — what these modules cost: synthesis of the default environment against the same resources
// written directly with the provider's classes. Whole processes, alternating, so that noise hits both alike.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { directProgram, type StackJson } from "./direct-program";

const ROUNDS = 11;
const ALLOWED_RATIO = 1.5;

const project = resolve(__dirname, "../..");
mkdirSync(join(project, ".local-aws"), { recursive: true });
// Inside the project, so that the program finds the same node_modules.
const folder = mkdtempSync(join(project, ".local-aws/bench-"));
try {
  process.exitCode = compare();
} finally {
  rmSync(folder, { recursive: true });
}

function compare(): number {
  const direct = join(folder, "direct.ts");
  synthesize("main.ts");
  const stack = JSON.parse(readFileSync(join(folder, "stacks/acc/cdk.tf.json"), "utf8")) as StackJson;
  writeFileSync(direct, directProgram(stack));
  synthesize(direct);
  assertSameResources(
    stack,
    JSON.parse(readFileSync(join(folder, "stacks/direct/cdk.tf.json"), "utf8")) as StackJson,
  );

  const seconds = { modules: [] as number[], direct: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    seconds.modules.push(synthesize("main.ts"));
    seconds.direct.push(synthesize(direct));
  }
  const ratio = median(seconds.modules) / median(seconds.direct);
  console.log(`modules  ${median(seconds.modules).toFixed(2)} s   (median of ${ROUNDS}, whole process)`);
  console.log(`direct   ${median(seconds.direct).toFixed(2)} s   (${count(stack)} resources)`);
  console.log(`ratio    ${ratio.toFixed(2)}     (at most ${ALLOWED_RATIO})`);
  return ratio <= ALLOWED_RATIO ? 0 : 1;
}

/** Runs a program that synthesizes and returns how many seconds it took. */
function synthesize(program: string): number {
  const start = performance.now();
  execFileSync(process.execPath, ["--import", "tsx", program], {
    cwd: project,
    env: { ...process.env, CDKTF_OUTDIR: folder },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return (performance.now() - start) / 1000;
}

function assertSameResources(one: StackJson, other: StackJson): void {
  const [expected, actual] = [one, other].map((stack) =>
    JSON.stringify(Object.entries(stack.resource).map(([type, all]) => [type, Object.keys(all).length])),
  );
  if (expected !== actual) {
    throw new Error(`the two programs make different resources:\n${expected}\n${actual}`);
  }
}

function count(stack: StackJson): number {
  return Object.values(stack.resource).reduce((sum, resources) => sum + Object.keys(resources).length, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
