import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Merged by Terraform over the synthesized JSON. The provider repeats a call that the emulator does not
 * know 25 times, which takes ten minutes, and does not read `AWS_MAX_ATTEMPTS`.
 */
const OVERRIDE = { provider: { aws: [{ max_retries: 3 }] } };

/** Makes Terraform give up soon on what the emulator cannot do, in a stack's synthesized folder. */
export function limitRetries(stackDirectory: string): void {
  writeFileSync(join(stackDirectory, "local_override.tf.json"), JSON.stringify(OVERRIDE));
}
