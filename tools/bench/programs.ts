import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** A program that synthesizes an environment of some services, and ends. */
export interface Program {
  /** Below this folder. */
  readonly path: string;
  /** What it is told: how many services, unless it reads what the modules have synthesized. */
  readonly argument: (services: number, folder: string) => string;
  readonly environment?: Readonly<Record<string, string>>;
}

const count = (services: number): string => String(services);

/** What is compared, in the order in which one round runs it. */
export const PROGRAMS = {
  modules: { path: "programs/modules.ts", argument: count },
  direct: { path: "programs/direct.ts", argument: (_, folder) => stackOf(folder, "modules") },
  awsCdk: { path: "aws-cdk/app.mjs", argument: count },
  awsCdkUnvalidated: {
    path: "aws-cdk/app.mjs",
    argument: count,
    environment: { CDK_VALIDATION: "false" },
  },
} as const satisfies Readonly<Record<string, Program>>;

export type ProgramName = keyof typeof PROGRAMS;

/** Where the stack of a CDKTF program is synthesized to. */
export function stackOf(folder: string, program: "modules" | "direct"): string {
  return join(folder, "stacks", program, "cdk.tf.json");
}

/** Installs AWS CDK, which only the benchmark needs, in a folder of its own. */
export function installAwsCdk(): void {
  const folder = join(__dirname, "aws-cdk");
  if (existsSync(join(folder, "node_modules"))) {
    return;
  }
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  if (status !== 0) {
    throw new Error(`npm ci in ${folder} ended with exit code ${String(status)}`);
  }
}
