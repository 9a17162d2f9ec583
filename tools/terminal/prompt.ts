import { createInterface } from "node:readline/promises";

import { interruption } from "../process/interrupts";
import { Interrupted, UserError } from "../process/user-error";

/** @throws UserError with the hint, if a command would ask and there is no terminal to ask on */
export function requireTerminal(command: string, hint: string): void {
  if (!(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new UserError(`npm run ${command} asks for approval, and there is no terminal to ask on: ${hint}.`);
  }
}

/**
 * Asks on the terminal.
 *
 * @returns what was typed, without spaces around it
 * @throws Interrupted after Ctrl-C, and when the terminal is closed
 */
export async function ask(question: string): Promise<string> {
  // Not in raw mode: Ctrl-C shall be a signal here as it is everywhere else.
  const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const closed = new AbortController();
  terminal.once("close", () => {
    closed.abort();
  });
  try {
    const signal = AbortSignal.any([interruption, closed.signal]);
    return (await terminal.question(question, { signal })).trim();
  } catch (error) {
    if (interruption.aborted || closed.signal.aborted) {
      process.stdout.write("\n");
      throw new Interrupted();
    }
    throw error;
  } finally {
    terminal.close();
  }
}
