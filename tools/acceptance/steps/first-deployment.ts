import { deployVersion, requireEmptyPlan } from "../planned-changes";
import type { Step } from "../step";

export const deployFirstVersion: Step = {
  name: "First deployment",
  proves: "a new environment comes up in one deployment",
  needs: [],
  run: async (run) => {
    const { add, outputValues } = await deployVersion(run, "v1");
    run.url = outputValues?.app_frontend_url;
    return `${add} resources, ${run.url ?? "no address"}`;
  },
};

export const planAgain: Step = {
  name: "Second plan",
  proves: "nothing is left to change after a deployment",
  needs: [],
  run: async (run) => {
    await requireEmptyPlan(run, "v1");
    return "no changes";
  },
};
