import { setTimeout as delay } from "node:timers/promises";

import { interruption } from "./interrupts";
import { Interrupted } from "./user-error";

/**
 * Waits between two looks at something.
 *
 * @throws Interrupted after Ctrl-C
 */
export async function pause(milliseconds: number): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal: interruption });
  } catch (error) {
    if (interruption.aborted) {
      throw new Interrupted();
    }
    throw error;
  }
}
