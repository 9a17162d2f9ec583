import { execFileSync } from "node:child_process";
import { buildPackages, LIBRARIES, packPackage } from "../../../tools/package/build-packages";
import startAws from "../../e2e/support/global-setup";

/**
 * Builds and packs the packages, and starts the emulator. Without a registry of npm nothing can be installed beside them: the
 * tests are skipped, which CI does not allow.
 */
export default async function globalSetup(): Promise<void> {
  await startAws();
  try {
    execFileSync("npm", ["view", "constructs", "version"], { stdio: "ignore", timeout: 30_000 });
  } catch (error) {
    if (process.env.CI === "true") {
      throw error;
    }
    process.env.E2E_SKIPPED_BECAUSE = "no registry of npm answers";
    process.stderr.write("The tests of the packages are skipped: no registry of npm answers.\n");
    return;
  }
  buildPackages();
  process.env.TARBALLS = JSON.stringify(LIBRARIES.map(packPackage));
}
