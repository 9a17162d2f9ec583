import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Round, Usage } from "./results";
import { type ProgramName, PROGRAMS, type Program } from "./programs";

const project = resolve(__dirname, "../..");

/**
 * Runs a program in a process of its own, and returns what it used: CPU time, because other work on the machine lengthens
 * the time on the clock.
 *
 * @param folder receives what it synthesizes
 */
export function measure(name: ProgramName, services: number, folder: string): Usage {
  const program: Program = PROGRAMS[name];
  const usage = pathToFileURL(join(__dirname, "report-usage.mjs")).href;
  const argument = program.argument(services, folder);
  const { status, output, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--import", usage, join(__dirname, program.path), argument],
    {
      cwd: project,
      env: {
        ...process.env,
        CDKTF_OUTDIR: folder,
        CDK_OUTDIR: join(folder, "aws-cdk"),
        ...program.environment,
      },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      encoding: "utf8",
    },
  );
  if (status !== 0) {
    throw new Error(`${name} ${argument} ended with exit code ${String(status)}:\n${stderr}`);
  }
  return JSON.parse(output[3] ?? "") as Usage;
}

/** Runs each of some programs once. */
export function measureRound<Name extends ProgramName>(
  names: readonly Name[],
  services: number,
  folder: string,
): Round<Name> {
  return Object.fromEntries(names.map((name) => [name, measure(name, services, folder)])) as Round<Name>;
}
