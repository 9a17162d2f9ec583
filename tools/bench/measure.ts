import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const project = resolve(__dirname, "../..");

/** What one run of a program used. */
export interface Usage {
  /** Of all its threads, in user and kernel mode. */
  readonly cpuSeconds: number;
  /** The most that it held at a time. */
  readonly memoryMiB: number;
}

/**
 * Runs a program of `programs/` in a process of its own, and returns what it used: CPU time, because other work on the
 * machine lengthens the time on the clock.
 *
 * @param outputFolder receives what it synthesizes
 */
export function measure(program: string, argument: string, outputFolder: string): Usage {
  const usage = pathToFileURL(join(__dirname, "report-usage.mjs")).href;
  const path = join(__dirname, "programs", `${program}.ts`);
  const { status, output, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--import", usage, path, argument],
    {
      cwd: project,
      env: { ...process.env, CDKTF_OUTDIR: outputFolder },
      stdio: ["ignore", "inherit", "pipe", "pipe"],
      encoding: "utf8",
    },
  );
  if (status !== 0) {
    throw new Error(`${program} ${argument} ended with exit code ${String(status)}:\n${stderr}`);
  }
  return JSON.parse(output[3] ?? "") as Usage;
}

/** The middle of some runs, of CPU time and of memory. */
export function median(runs: readonly Usage[]): Usage {
  return {
    cpuSeconds: middle(runs.map(({ cpuSeconds }) => cpuSeconds)),
    memoryMiB: middle(runs.map(({ memoryMiB }) => memoryMiB)),
  };
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
