import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const entry = join(__dirname, "..", "..", "..", "tools", "main.mjs");

/** How a command has ended. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where to run a command. */
export interface RunCommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called with all of standard output and error so far, whenever there is more. */
  readonly onOutput?: (child: ChildProcess, text: string) => void;
}

/** Runs a command of this project as its npm script does; `line` is split at spaces. */
export async function runCommand(line: string, options: RunCommandOptions): Promise<Outcome> {
  const child = spawn(process.execPath, [entry, ...line.split(" ").filter((word) => word !== "")], {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text: Buffer) => {
    stdout += text.toString();
    options.onOutput?.(child, stdout + stderr);
  });
  child.stderr.on("data", (text: Buffer) => {
    stderr += text.toString();
    options.onOutput?.(child, stdout + stderr);
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once("close", (...end) => {
      resolve(end);
    });
  });
  return { code, signal, stdout: stdout.replace(/ · \d+ s$/gm, ""), stderr };
}
