import { UserError } from "../../process/user-error";
import { deployVersion, requireEmptyPlan } from "../planned-changes";
import type { Step } from "../step";

export const deployBrokenVersion: Step = {
  name: "Broken version",
  proves:
    "a version that does not start fails the deployment, with the reason, and ECS goes back to the one before",
  needs: [],
  run: async (run) => {
    const { code, stderr } = await run.npm("deploy", "--auto-approve", "-var", "app.version=broken");
    if (code !== 1 || !/the deployment of service \S+ .*failed: .*tasks failed to start/.test(stderr)) {
      throw new UserError(`The deployment ended with ${code}, and not with its reason: ${stderr.trim()}`);
    }
    await run.succeed("wait", "app");
    const status = await run.succeed("status", "--json");
    if (!status.includes("v2") || status.includes("broken")) {
      throw new UserError(`The service has not gone back to v2: ${status.trim()}`);
    }
    return stderr.trim();
  },
};

export const deployGoodVersion: Step = {
  name: "Good version after the broken one",
  proves: "the next deployment needs no repair, and leaves nothing to change",
  needs: [],
  run: async (run) => {
    const { add, change, destroy } = await deployVersion(run, "v2");
    await requireEmptyPlan(run, "v2");
    return `${add} added, ${change} changed, ${destroy} destroyed; then no changes`;
  },
};
