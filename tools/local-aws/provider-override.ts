import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Merged by Terraform over the synthesized JSON. The provider repeats a call that the emulator does not
 * know 25 times, which takes ten minutes, and does not read `AWS_MAX_ATTEMPTS`. The emulator's account is not that of the
 * environment.
 */
const OVERRIDE = { provider: { aws: [{ max_retries: 3, allowed_account_ids: null }] } };

/** Makes Terraform take the emulator's account, and give up soon on what it cannot do, in a stack's synthesized folder. */
export function adaptToLocalAws(stackDirectory: string): void {
  writeFileSync(join(stackDirectory, "local_override.tf.json"), JSON.stringify(OVERRIDE));
}
