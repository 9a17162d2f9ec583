import { Deployment } from "../e2e/support/deployment";
import { describeE2e } from "../e2e/support/describe-e2e";

const MINUTES = 60_000;

describeE2e("a stack whose parts are removed, renamed and replaced, on local AWS", () => {
  test.each([
    ["begins with services and groups", "begin"],
    ["loses a service with its group, and gets a renamed service and a service on another port", "replace"],
    ["swaps the priorities of listener rules, and moves its services to a new group", "move"],
    ["loses a group that no service uses any more, and a listener rule", "remove"],
  ])(
    "%s in one apply, after which a plan is empty",
    async (_, step) => {
      const deployment = await Deployment.of("__tests__/e2e/programs/removals.ts", { step });
      try {
        const changes = await deployment.plan();
        await deployment.applyPlan();

        expect(changes).not.toEqual([]);
        await expect(deployment.plan()).resolves.toEqual([]);
      } finally {
        await deployment.remove();
      }
    },
    6 * MINUTES,
  );

  test(
    "destroy leaves nothing",
    async () => {
      const deployment = await Deployment.of("__tests__/e2e/programs/removals.ts", { step: "remove" });
      try {
        await deployment.destroy();

        await expect(deployment.resources()).resolves.toEqual([]);
      } finally {
        await deployment.remove();
      }
    },
    4 * MINUTES,
  );
});
