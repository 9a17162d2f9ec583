import { ALLOWED_CALLS } from "./allowed-calls";
import { decide } from "./decide";
import { DENIED_CALLS } from "./denied-calls";
import { type Row, requestsOf, titleOf } from "./row";
import { StackPolicies } from "./stack-policies";
import { appliedStacks } from "./stacks";

const stacks = appliedStacks().map((stack) => new StackPolicies(stack));

/** What is decided about each request of a row, in all stacks in which somebody makes it. */
function decisionsOf(row: Row) {
  return stacks.flatMap((policies) =>
    row.callers(policies).flatMap((caller) =>
      requestsOf(row, caller).map((request) => ({
        request: `${policies.stack.name}: ${Object.values(caller.principal)[0]} ${request.action} ${request.resource}`,
        decision: decide(request, policies.inForce(caller.identity, request)),
      })),
    ),
  );
}

describe("allowed is", () => {
  test.each(ALLOWED_CALLS.map((row) => [titleOf(row), row] as const))("%s", (_title, row) => {
    const decisions = decisionsOf(row);

    expect(decisions).not.toEqual([]);
    expect(decisions.filter(({ decision }) => decision !== "allowed")).toEqual([]);
  });
});

describe("denied is", () => {
  test.each(DENIED_CALLS.map((row) => [titleOf(row), row] as const))("%s", (_title, row) => {
    const decisions = decisionsOf(row);

    expect(decisions).not.toEqual([]);
    expect(decisions.filter(({ decision }) => decision === "allowed")).toEqual([]);
  });
});
