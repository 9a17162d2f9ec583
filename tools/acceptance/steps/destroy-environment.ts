import { UserError } from "../../process/user-error";
import type { Changes } from "../planned-changes";
import type { Step } from "../step";
import { findLeftovers } from "../tagged-resources";

export const destroyEnvironment: Step = {
  name: "Destroy",
  proves: "everything that was deployed can be destroyed",
  needs: [],
  cleansUp: true,
  run: async (run) => {
    const { destroy } = JSON.parse(await run.succeed("destroy", "--auto-approve", "--json")) as Changes;
    return `${destroy} destroyed`;
  },
};

export const findNothingLeft: Step = {
  name: "Leftovers",
  proves: "nothing with the tag of the environment is left",
  needs: [],
  cleansUp: true,
  run: async (run) => {
    const { left, kept } = await findLeftovers(run);
    if (left.length > 0) {
      throw new UserError(`Still there: ${left.join(", ")}. Look at them, and delete them by hand.`);
    }
    return `none; ${kept.length} instances, NAT gateways and task definitions that have ended are listed for a while`;
  },
};
