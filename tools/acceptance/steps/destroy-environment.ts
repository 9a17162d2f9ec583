import type { Changes } from "../planned-changes";
import type { Step } from "../step";
import { deregisterTaskDefinitions, findTagged } from "../tagged-resources";

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
    await deregisterTaskDefinitions(run);
    let left: readonly string[] = [];
    // What is deleted is listed for some minutes.
    const ended = await run.until(
      () => `these are left, look at them and delete them by hand: ${left.join(", ")}`,
      15,
      async () => {
        const found = await findTagged(run);
        left = found.left;
        return left.length === 0 ? found.ended : undefined;
      },
    );
    return `none; ${ended.length} that have ended are listed for a while`;
  },
};
