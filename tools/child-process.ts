import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

import { onInterrupt, wasInterrupted } from "./interrupts";
import { Interrupted } from "./user-error";

/** How to run a child process. */
export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Working directory. @default - that of this process */
  readonly cwd?: string;
  /**
   * `lines`: out of the terminal's reach, its output goes to `onLine` and the result; `terminal`: shares
   * the terminal, so that it can ask questions. @default "lines"
   */
  readonly output?: "lines" | "terminal";
  /** Gets every line of the child's output as it comes. @default - lines are only collected */
  readonly onLine?: (line: string) => void;
  /** Asks the running child to stop after Ctrl-C. @default - it gets a SIGINT */
  readonly stop?: (pid: number) => void | Promise<void>;
}

/** How a child process ended. */
export interface RunResult {
  /** Exit code; 128 and more after a signal, as shells have it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end. After Ctrl-C the child is asked to stop once, waited for, and `Interrupted` is
 * thrown: a child in `lines` mode is in a session of its own, so nothing else signals it.
 *
 * @throws Error if the program cannot be started
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  if (wasInterrupted()) {
    throw new Interrupted();
  }
  const shared = options.output === "terminal";
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: !shared,
    stdio: shared ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  const removeListener = onInterrupt(() => {
    // Sharing the terminal, the child has had the signal from there.
    if (!shared && child.pid !== undefined) {
      void (options.stop ?? interrupt)(child.pid);
    }
  });
  try {
    const [code, stdout, stderr] = await Promise.all([
      new Promise<number>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (exitCode, signal) => {
          resolve(exitCode ?? (signal === "SIGINT" ? 130 : 143));
        });
      }),
      collect(child.stdout, options.onLine),
      collect(child.stderr, options.onLine),
    ]);
    if (wasInterrupted()) {
      throw new Interrupted();
    }
    return { code, stdout, stderr };
  } finally {
    removeListener();
  }
}

/** Sends a signal to a process that may have ended already. */
export function interrupt(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // it has ended
  }
}

/** The processes that `pid` has started itself; none where there is no `ps`. */
export async function childrenOf(pid: number): Promise<number[]> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
    return stdout
      .split("\n")
      .map((row) => row.trim().split(/\s+/).map(Number))
      .flatMap(([child, parent]) => (child !== undefined && parent === pid ? [child] : []));
  } catch {
    return [];
  }
}

async function collect(stream: Readable | null, onLine?: (line: string) => void): Promise<string> {
  const lines: string[] = [];
  if (stream !== null) {
    for await (const line of createInterface({ input: stream })) {
      lines.push(line);
      onLine?.(line);
    }
  }
  return lines.join("\n");
}
