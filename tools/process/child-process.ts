import { spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

import { insistence, interruption, onAbort } from "./interrupts";
import type { RunResult } from "./run-result";
import { Interrupted } from "./user-error";

/** After a second Ctrl-C: how long a child may take to end by itself. */
const LAST_WORDS_MS = 5000;

/** How to run a child process. */
export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Working directory. @default - that of this process */
  readonly cwd?: string;
  /** Gets every line of the child's output as it comes; if it fails, the child is ended in good order. @default - lines are only collected */
  readonly onLine?: (line: string) => void;
  /** Ends the child in good order, and starts none once it is aborted. @default - Ctrl-C */
  readonly abort?: AbortSignal;
  /** Ends the child in good order, too, as a result like any other. @default - nothing does */
  readonly stop?: AbortSignal;
  /** Gets the process id once the child runs. @default - nobody is told */
  readonly onStart?: (pid: number) => void;
}

/**
 * Runs a program to its end, in a session of its own: what the terminal sends reaches this process alone. After Ctrl-C
 * the child gets one SIGINT and is waited for; after a second Ctrl-C it gets another, and soon a SIGKILL.
 *
 * @throws Interrupted after Ctrl-C, with how the child has ended; before that no child is started any more
 * @throws what `onLine` has thrown, once the child has ended
 * @throws Error if the program cannot be started
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { abort = interruption, stop, onLine } = options;
  if (abort.aborted) {
    throw new Interrupted();
  }
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid !== undefined) {
    options.onStart?.(pid);
  }
  let killer: NodeJS.Timeout | undefined;
  const fault = new AbortController();
  // The child goes on meanwhile, and would end at once if nobody read its output any more.
  const handOver = (line: string) => {
    try {
      onLine?.(line);
    } catch (error) {
      fault.abort(error);
    }
  };
  const reasons = [abort, fault.signal, ...(stop === undefined ? [] : [stop])];
  const stopListening = [
    // Whichever comes first: a second SIGINT would end Terraform before it has unlocked its state.
    onAbort(AbortSignal.any(reasons), () => {
      signal(pid, "SIGINT");
    }),
    onAbort(insistence, () => {
      signal(pid, "SIGINT");
      killer = setTimeout(() => {
        signalGroup(pid, "SIGKILL");
      }, LAST_WORDS_MS);
    }),
  ];
  try {
    const [[code, killedBy], stdout, stderr] = await Promise.all([
      new Promise<[number, NodeJS.Signals | undefined]>((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (_, killedBy) => {
          if (killedBy !== null) {
            // What it has started itself would hold the pipes open, and go on.
            signalGroup(pid, "SIGKILL");
          }
        });
        child.once("close", (exitCode, killedBy) => {
          resolve([exitCode ?? 128 + constants.signals[killedBy ?? "SIGKILL"], killedBy ?? undefined]);
        });
      }),
      collect(child.stdout, handOver),
      collect(child.stderr, handOver),
    ]);
    const result = { code, signal: killedBy, stdout, stderr };
    if (isAborted(abort)) {
      throw new Interrupted(result);
    }
    fault.signal.throwIfAborted();
    return result;
  } finally {
    clearTimeout(killer);
    stopListening.forEach((stop) => {
      stop();
    });
  }
}

/** Whether it was aborted in the meantime: a function, as the compiler takes what was false for false. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** Signals a process that may have ended already. */
function signal(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) {
      process.kill(pid, name);
    }
  } catch {
    // it has ended
  }
}

/** Signals a child and what it has started. */
function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  signal(pid === undefined ? undefined : -pid, name);
}

async function collect(stream: Readable, onLine: (line: string) => void): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    lines.push(line);
    onLine(line);
  }
  return lines.join("\n");
}
