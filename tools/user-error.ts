/**
 * What the person at the keyboard can mend: its message is one line that says what is wrong and what to do.
 * `runTool` prints it without a stack trace.
 */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** The person pressed Ctrl-C (or the process was told to end): no failure, but nothing may go on. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * Runs a command of this project and sets the exit code of the process: what `main` returns, 1 after a
 * `UserError` and 130 after an interruption, as shells have it for SIGINT.
 *
 * Node ends a process with exit code 0 when nothing can happen any more, even if `main` still waits: that is a
 * failure, too.
 */
export async function runTool(main: () => Promise<number>): Promise<void> {
  process.once("beforeExit", refuseSilentEnd);
  try {
    process.exitCode = await main();
  } catch (error) {
    if (error instanceof Interrupted) {
      process.exitCode = 130;
    } else if (error instanceof UserError) {
      console.error(error.message);
      process.exitCode = 1;
    } else {
      throw error;
    }
  } finally {
    process.off("beforeExit", refuseSilentEnd);
  }
}

function refuseSilentEnd(): void {
  console.error(
    "The command waits for something that cannot happen any more: not everything was done. Run it again.",
  );
  process.exitCode = 1;
}
