// npm run bench: what synthesis costs. Environments of some services are synthesized with these modules, with the
// provider's own classes and with AWS CDK, in turns, so that other work on the machine hits all alike.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { measureRound } from "./measure";
import { installAwsCdk, type ProgramName, PROGRAMS, stackOf } from "./programs";
import { renderReport, save } from "./report";
import { brokenLimits, type Results, type Round, type Size } from "./results";
import { countResources, differences, readStack } from "./stack-json";

const { values: options } = parseArgs({
  options: {
    services: { type: "string", default: "1,10,40,100,1000" },
    rounds: { type: "string", default: "5" },
    save: { type: "boolean", default: false },
  },
});
/** A size is not run again once it has taken so much. */
const ENOUGH_CPU_SECONDS = 100;

const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  installAwsCdk();
  // Fills the cache of compiled TypeScript.
  measureRound(["modules", "direct"], 1, folder);
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    command: `npm run bench -- --services ${options.services} --rounds ${options.rounds}`,
    machine: describeMachine(),
    versions: versions(),
    sizes: options.services.split(",").map((services) => measureSize(Number(services))),
  };
  console.log(renderReport(results));
  if (options.save) {
    save(results);
  }
  const broken = brokenLimits(results.sizes);
  console.log(broken.map((limit) => `\nOver the limit: ${limit}.`).join(""));
  process.exitCode = broken.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

function measureSize(services: number): Size {
  const rounds: Round[] = [];
  let taken = 0;
  while (rounds.length < Number(options.rounds) && taken < ENOUGH_CPU_SECONDS) {
    const round = measureRound(Object.keys(PROGRAMS) as ProgramName[], services, folder);
    rounds.push(round);
    taken += Object.values(round).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  }
  return { services, resources: resourcesOfBoth(), rounds };
}

/** How many resources both programs that write Terraform's JSON make. */
function resourcesOfBoth(): number {
  const stack = readStack(stackOf(folder, "modules"));
  const different = differences(stack, readStack(stackOf(folder, "direct")));
  if (different.length > 0) {
    throw new Error(`the two programs make different resources: ${different.join(", ")}`);
  }
  return countResources(stack);
}

function describeMachine(): string {
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${memory} GiB, ${process.platform}`;
}

function versions(): Record<string, string> {
  const installed = (path: string) =>
    (JSON.parse(readFileSync(resolve(__dirname, path, "package.json"), "utf8")) as { version: string })
      .version;
  return {
    Node: process.versions.node,
    CDKTF: installed("../../node_modules/cdktf"),
    "@cdktf/provider-aws": installed("../../node_modules/@cdktf/provider-aws"),
    "AWS CDK": installed("aws-cdk/node_modules/aws-cdk-lib"),
  };
}
