import { tmpdir } from "node:os";

import { Interrupted, UserError } from "./user-error";

/**
 * Runs a command of this project and sets the exit code of the process: that which `main` has set itself, 1 after a
 * `UserError` and 130 after an interruption, as shells have it for SIGINT.
 *
 * Node ends a process with exit code 0 when nothing can happen any more, even if `main` still waits: that is a
 * failure, too.
 */
export async function runTool(main: () => Promise<void>): Promise<void> {
  process.once("beforeExit", refuseSilentEnd);
  try {
    await main();
  } catch (error) {
    if (error instanceof Interrupted) {
      process.exitCode = 130;
      return;
    }
    const message = error instanceof UserError ? error.message : explainSystemError(error);
    if (message === undefined) {
      throw error;
    }
    console.error(message);
    process.exitCode = 1;
  } finally {
    process.off("beforeExit", refuseSilentEnd);
  }
}

/** One line about what the operating system refuses; undefined for a fault of the program. */
export function explainSystemError(error: unknown): string | undefined {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const hint = code === undefined ? undefined : SYSTEM_HINTS[code];
  if (hint === undefined || syscall === undefined) {
    return undefined;
  }
  const [problem, whatToDo] = hint;
  return `${problem} (${[code, syscall, path].filter((part) => part !== undefined).join(" ")}): ${whatToDo}.`;
}

/** What Node's system errors mean here: https://nodejs.org/api/errors.html#common-system-errors */
const SYSTEM_HINTS: Readonly<Partial<Record<string, readonly [string, string]>>> = {
  ENOSPC: ["The disk is full", `free some space, here or in ${tmpdir()}, and run the command again`],
  EDQUOT: ["The disk quota is used up", "free some space, and run the command again"],
  EROFS: [
    "The file system is read-only",
    "run the command in a copy of the project that can be written, or set TMPDIR",
  ],
  EACCES: ["A file or folder is not accessible", "give yourself the permission, or run as its owner"],
  EPERM: ["The operating system forbids it", "give yourself the permission, or run as the owner"],
  ENOTDIR: ["A file is where a folder should be", "give one of the two another place"],
  EISDIR: ["A folder is where a file should be", "give one of the two another place"],
  EMFILE: ["Too many files are open", "raise the limit (ulimit -n), and run the command again"],
};

function refuseSilentEnd(): void {
  console.error(
    "The command waits for something that cannot happen any more: not everything was done. Run it again.",
  );
  process.exitCode = 1;
}
