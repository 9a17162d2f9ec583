import { judge } from "./judge";
import { readPolicies } from "./policies";
import { appliedStacks } from "./stacks";

const stacks = appliedStacks();

test.each(stacks.map((stack) => [stack.name, stack] as const))("%s", async (_name, stack) => {
  expect((await Promise.all(readPolicies(stack).map(judge))).flat()).toEqual([]);
});
