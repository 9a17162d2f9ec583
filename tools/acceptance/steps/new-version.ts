import { LoadGenerator, requireNoLoss } from "../load-generator";
import { deployVersion } from "../planned-changes";
import type { Step } from "../step";

export const deployNewVersion: Step = {
  name: "New version",
  proves: "a new version can be deployed, under load where there is somebody to answer",
  needs: [],
  run: async (run) => {
    // What the local AWS says of containers does not answer.
    const url = run.options.local === undefined ? run.url : undefined;
    const load = url === undefined ? undefined : LoadGenerator.start(url);
    try {
      const { add, change, destroy } = await deployVersion(run, "v2");
      return `${add} added, ${change} changed, ${destroy} destroyed`;
    } finally {
      run.load = await load?.stop();
    }
  },
};

export const loseNoRequest: Step = {
  name: "No request lost during the new version",
  proves: "a deployment does not interrupt service",
  needs: ["containers", "internet"],
  run: (run) => Promise.resolve(requireNoLoss(run.load)),
};
