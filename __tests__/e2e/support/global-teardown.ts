import { readFileSync, rmSync } from "node:fs";
import "./global-setup";

/** Ends the emulator, and tells of calls that it could not answer. */
export default async function globalTeardown(): Promise<void> {
  if (globalThis.localAws === undefined) {
    return;
  }
  const { logFile, stateHome, stop } = globalThis.localAws;
  await stop();
  rmSync(stateHome, { recursive: true });
  const errors = ownErrors(readFileSync(logFile, "utf8"));
  if (errors.length > 0) {
    process.stderr.write(`moto answered with errors of its own (${logFile}):\n${errors.join("\n")}\n`);
  }
}

/**
 * What moto's log says about calls that it answered with 5xx. The provider and the SDKs repeat such a call, so that
 * a test fails for it much later, or not at all.
 */
function ownErrors(log: string): string[] {
  return log.split("\n").filter((line) => /" 5\d\d -$|^[\w.]+(Error|Exception)\b/.test(line));
}
