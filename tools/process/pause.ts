import { setTimeout as delay } from "node:timers/promises";

import { interruption } from "./interrupts";
import { Interrupted } from "./user-error";

/**
 * Waits between two looks at something.
 *
 * @param signal ends it. @default - the first Ctrl-C
 * @throws Interrupted after the signal
 */
export async function pause(milliseconds: number, signal = interruption): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (signal.aborted) {
      throw new Interrupted();
    }
    throw error;
  }
}
