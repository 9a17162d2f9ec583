import { dirname, join } from "node:path";

import { childrenOf, interrupt, run, type RunResult } from "./child-process";

/** How to run the CDKTF CLI. */
export interface CdktfOptions {
  /** The project's folder. */
  readonly projectDirectory: string;
  /** Holds the synthesized stack; CDKTF does not synthesize again. */
  readonly outputDirectory: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets every line of output. @default - CDKTF shares the terminal and can ask for approval */
  readonly onLine?: (line: string) => void;
  /** Whether Terraform's colours are wanted. */
  readonly color: boolean;
}

/** Runs `cdktf <args>` on a stack that is synthesized already. */
export function runCdktf(args: readonly string[], options: CdktfOptions): Promise<RunResult> {
  const { projectDirectory, outputDirectory, env, onLine, color } = options;
  const allArguments = [
    ...args,
    "--skip-synth",
    `--output=${outputDirectory}`,
    // It serves Terraform Cloud, and would fetch the provider from the registry once more.
    "--skip-provider-lock",
    ...(color ? [] : ["--no-color"]),
  ];
  return run(process.execPath, [cdktfProgram(projectDirectory), ...allArguments], {
    cwd: projectDirectory,
    env: {
      ...env,
      // Terraform shall not tell which of its commands to run next.
      TF_IN_AUTOMATION: "1",
      // CDKTF shall print plain lines instead of repainting its spinner.
      ...(onLine === undefined ? {} : { CI: "true" }),
    },
    output: onLine === undefined ? "terminal" : "lines",
    onLine,
    stop: stopTerraform,
  });
}

/**
 * CDKTF itself does not wait for Terraform after a signal, and Terraform dies with CDKTF's pseudo-terminal,
 * perhaps before it has saved the state. So Terraform is asked to stop, and CDKTF ends after it.
 */
async function stopTerraform(cdktf: number): Promise<void> {
  const terraforms = await childrenOf(cdktf);
  (terraforms.length > 0 ? terraforms : [cdktf]).forEach(interrupt);
}

function cdktfProgram(projectDirectory: string): string {
  const manifest = require.resolve("cdktf-cli/package.json", { paths: [projectDirectory] });
  return join(dirname(manifest), "bundle", "bin", "cdktf");
}
