import { appliedStacks } from "./applied-stack";
import { judge } from "./judge";
import { readPolicies } from "./policies";

describe.each(appliedStacks().map((stack) => [stack.name, stack] as const))(
  "all policies of %s",
  (_name, stack) => {
    const policies = readPolicies(stack);

    test("are read", () => {
      expect(policies).toHaveLength(stack.policyTexts);
    });

    test("say only what AWS publishes about actions, resource types and condition keys", async () => {
      expect((await Promise.all(policies.map(judge))).flat()).toEqual([]);
    });
  },
);
