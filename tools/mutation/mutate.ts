// npm run mutate: would the unit tests notice a mistake? Makes small mistakes in modules/, one at a time, and runs the unit
// tests that import the file. Of the many thousand that can be made it draws some: the same ones for the same seed.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Compiler } from "./compiler";
import { findMutants, type Mutant, originalText, shuffle } from "./mutants";
import { type Outcome, Sandbox } from "./sandbox";

const project = resolve(__dirname, "../..");
/** How many times as long as all tests without a mutant those of one mutant may take. */
const PATIENCE = 10;
const { values: options } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "100" },
    files: { type: "string", default: "modules/**/*.ts" },
  },
});

void main();

async function main(): Promise<void> {
  const listed = execFileSync("git", ["ls-files", options.files], { cwd: project, encoding: "utf8" });
  const mutants = await findMutants(project, listed.trim().split("\n"));
  const drawn = draw(mutants);
  const sandboxes = Array.from({ length: availableParallelism() }, () => new Sandbox(project));
  process.once("exit", () => {
    for (const sandbox of sandboxes) {
      sandbox.remove();
    }
  });
  // Ctrl-C: Jest ends by itself, and the copies are removed.
  process.once("SIGINT", () => process.exit(130));
  console.log(
    `${drawn.length} of ${mutants.length} mutants, seed ${options.seed}; first the tests without any`,
  );
  const timeout = PATIENCE * (await timePassingTests(sandboxes, drawn));
  report(await runAll(sandboxes, drawn, timeout));
}

/** Draws mutants that compile. */
function draw(mutants: readonly Mutant[]): Mutant[] {
  const compiler = new Compiler(project);
  const drawn: Mutant[] = [];
  for (const mutant of shuffle(mutants, Number(options.seed))) {
    if (drawn.length === Number(options.count)) {
      break;
    }
    if (compiler.accepts(mutant)) {
      drawn.push(mutant);
    }
  }
  return drawn;
}

/** How long the tests take without a mutant, in milliseconds; tests that fail anyway would notice every mutant. */
async function timePassingTests(sandboxes: readonly Sandbox[], mutants: readonly Mutant[]): Promise<number> {
  const files = [...new Set(mutants.map(({ file }) => file))];
  const start = Date.now();
  if ((await sandboxes[0]?.test(files, { workers: sandboxes.length })) !== "survived") {
    throw new Error("The unit tests fail without a mutant: run 'npm run test:unit'.");
  }
  return Date.now() - start;
}

interface Result {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
}

/** Tries all mutants, as many at a time as there are sandboxes. */
async function runAll(
  sandboxes: readonly Sandbox[],
  mutants: readonly Mutant[],
  timeout: number,
): Promise<Result[]> {
  const waiting = mutants.values();
  const results: Result[] = [];
  await Promise.all(
    sandboxes.map(async (sandbox) => {
      for (const mutant of waiting) {
        const outcome = await sandbox.run(mutant, timeout);
        results.push({ mutant, outcome });
        console.log(`${String(results.length).padStart(4)} ${outcome.padEnd(9)} ${describe(mutant)}`);
      }
    }),
  );
  return results;
}

function report(results: readonly Result[]): void {
  const survivors = results.filter(({ outcome }) => outcome === "survived");
  console.log(`\nSurvivors:${survivors.length === 0 ? " none" : ""}`);
  for (const { mutant } of survivors.sort((a, b) => a.mutant.file.localeCompare(b.mutant.file))) {
    console.log(`  ${describe(mutant)}`);
  }
  const killed = results.length - survivors.length;
  console.log(`\n${killed} of ${results.length} killed (${((100 * killed) / results.length).toFixed(0)} %)`);
}

/** `file:line: original → replacement` on one line. */
function describe(mutant: Mutant): string {
  const original = originalText(mutant, readFileSync(join(project, mutant.file), "utf8"));
  return `${mutant.file}:${mutant.start.line + 1}: ${shorten(original)} → ${shorten(mutant.replacement)}`;
}

function shorten(code: string): string {
  const line = code.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
