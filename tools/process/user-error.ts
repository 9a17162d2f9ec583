import type { RunResult } from "./run-result";

/** What the person at the keyboard can mend: its message is one line that says what is wrong and what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** The person pressed Ctrl-C (or the process was told to end): no failure, but nothing may go on. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  /** @param result how the child process that ran then has ended; undefined if none ran */
  constructor(readonly result?: RunResult) {
    super("interrupted");
  }
}
