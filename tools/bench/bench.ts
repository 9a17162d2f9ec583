// npm run bench: what these modules cost. Synthesizes environments of 1, 10, 100 and 1,000 services with the modules, and
// the same resources with the provider's own classes, in turns, so that noise hits both alike.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measure, median, type Usage } from "./measure";
import { countResources, differences, readStack } from "./stack-json";

/** How many times the CPU time of the provider's classes the modules may take, at the largest size. */
const ALLOWED_RATIO = 1.3;

interface Row {
  readonly services: number;
  readonly resources: number;
  readonly modules: Usage;
  readonly direct: Usage;
}

const { values: options } = parseArgs({
  options: {
    services: { type: "string", default: "1,10,100,1000" },
    rounds: { type: "string", default: "5" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const rows = options.services
    .split(",")
    .map((services) => compare(Number(services), Number(options.rounds)));
  process.exitCode = report(rows);
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs both programs in turns. The first run of each fills caches and is not counted. */
function compare(services: number, rounds: number): Row {
  const modulesStack = join(folder, "stacks/modules/cdk.tf.json");
  const runModules = () => measure("modules", String(services), folder);
  const runDirect = () => measure("direct", modulesStack, folder);
  runModules();
  runDirect();
  const stack = readStack(modulesStack);
  const different = differences(stack, readStack(join(folder, "stacks/direct/cdk.tf.json")));
  if (different.length > 0) {
    throw new Error(`the two programs make different resources: ${different.join(", ")}`);
  }
  const runs = Array.from({ length: rounds }, () => ({ modules: runModules(), direct: runDirect() }));
  return {
    services,
    resources: countResources(stack),
    modules: median(runs.map(({ modules }) => modules)),
    direct: median(runs.map(({ direct }) => direct)),
  };
}

function report(rows: readonly Row[]): number {
  console.log(`CPU time and memory of synthesis, median of ${options.rounds} runs of the whole process:\n`);
  console.log("services  resources   modules    direct     ratio    modules    direct");
  for (const { services, resources, modules, direct } of rows) {
    const cells = [
      String(services).padStart(8),
      String(resources).padStart(9),
      `${modules.cpuSeconds.toFixed(2)} s`.padStart(9),
      `${direct.cpuSeconds.toFixed(2)} s`.padStart(9),
      (modules.cpuSeconds / direct.cpuSeconds).toFixed(2).padStart(9),
      `${modules.memoryMiB.toFixed(0)} MiB`.padStart(9),
      `${direct.memoryMiB.toFixed(0)} MiB`.padStart(9),
    ];
    console.log(cells.join(" "));
  }
  const [small, large] = rows.slice(-2);
  if (small === undefined || large === undefined) {
    return 0;
  }
  const [modules, direct] = [exponent(small, large, "modules"), exponent(small, large, "direct")];
  console.log(
    `\nCPU time from ${small.services} to ${large.services} services grows with their number to the power of`,
  );
  console.log(`${modules.toFixed(2)} (modules), ${direct.toFixed(2)} (direct); 1 is linear.`);
  const ratio = large.modules.cpuSeconds / large.direct.cpuSeconds;
  console.log(
    `Ratio at ${large.services} services: ${ratio.toFixed(2)}, at most ${ALLOWED_RATIO} is allowed.`,
  );
  return ratio <= ALLOWED_RATIO ? 0 : 1;
}

/** The power of the number of services that CPU time grows with between two sizes. */
function exponent(small: Row, large: Row, program: "modules" | "direct"): number {
  return (
    Math.log(large[program].cpuSeconds / small[program].cpuSeconds) /
    Math.log(large.services / small.services)
  );
}
