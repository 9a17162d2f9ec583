import { readFileSync } from "node:fs";
import "./global-setup";

/** Ends the emulator, and tells of calls that it could not answer, or not at the first attempt. */
export default async function globalTeardown(): Promise<void> {
  if (globalThis.localAws === undefined) {
    return;
  }
  const { logFile, stop } = globalThis.localAws;
  await stop();
  const troubles = troublesIn(readFileSync(logFile, "utf8"));
  if (troubles.length > 0) {
    process.stderr.write(`The emulator had trouble of its own (${logFile}):\n${troubles.join("\n")}\n`);
  }
}

/**
 * What the emulator's log says about calls that it answered with 5xx, and about answers that were lost. The provider
 * and the SDKs repeat such a call, so that a test fails for it much later, or not at all.
 */
function troublesIn(log: string): string[] {
  return log
    .split("\n")
    .filter((line) => /" 5\d\d -$|^[\w.]+(Error|Exception)\b|^An answer was lost/.test(line));
}
