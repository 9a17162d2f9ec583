import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { startLocalAws } from "../../../tools/local-aws/local-aws";
import { UserError } from "../../../tools/process/user-error";

/**
 * Starts one AWS emulator for all end-to-end tests, which run at the same time. Where Terraform, its provider or
 * moto is missing the tests are skipped with the reason; in CI that is a failure.
 */
export default async function globalSetup(): Promise<void> {
  if (globalThis.localAws !== undefined) {
    return; // for another project of the same run
  }
  try {
    // Inherited by the processes that run the tests: the SDK's advice on versions of Node is in everybody's way there.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    // Journals and run files of what the tests deploy are nobody's at home.
    const stateHome = mkdtempSync(join(tmpdir(), "e2e-state-"));
    process.env.XDG_STATE_HOME = stateHome;
    const logFile = resolve(".local-aws", "e2e.log");
    mkdirSync(dirname(logFile), { recursive: true });
    const { env, stop } = await startLocalAws({ logFile });
    globalThis.localAws = { logFile, stateHome, stop };
    process.env.E2E_AWS = JSON.stringify(env);
  } catch (error) {
    if (process.env.CI === "true" || !(error instanceof UserError)) {
      throw error;
    }
    process.env.E2E_SKIPPED_BECAUSE = error.message;
    process.stderr.write(`The end-to-end tests are skipped: ${error.message}\n`);
  }
}

declare global {
  /** Handed from the set-up to the tear-down, which run in the same process. */
  var localAws:
    { readonly logFile: string; readonly stateHome: string; readonly stop: () => Promise<void> } | undefined;
}
