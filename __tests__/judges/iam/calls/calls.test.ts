import { actionsOf, recordedCalls } from "../../../users/recorded-calls";
import { deployers } from "../callers/deployers";
import { decide } from "../decide";
import { GLOBAL_CONDITION_KEYS } from "../global-condition-keys";
import { actionRule, exampleArn, isOneOf } from "../service-authorization";
import { StackPolicies } from "../stack-policies";
import { appliedStacks } from "../applied-stack";
import { matchesArn } from "../wildcards";
import { requestsOf, type Row, titleOf } from "./row";
import { ALLOWED_CALLS, DENIED_CALLS } from "./tables";

const stacks = appliedStacks().map((stack) => new StackPolicies(stack));

/** The requests of a row, in all stacks in which somebody makes it. */
function requests(row: Row) {
  return stacks.flatMap((policies) =>
    row
      .callers(policies)
      .flatMap((caller) => requestsOf(row, caller).map((request) => ({ policies, caller, request }))),
  );
}

function decisionsOf(row: Row) {
  return requests(row).map(({ policies, caller, request }) => ({
    request: `${policies.stack.name}: ${Object.values(caller.principal)[0]} ${request.action} ${request.resource}`,
    decision: decide(request, policies.inForce(caller.identity, request)),
  }));
}

test.each([...ALLOWED_CALLS, ...DENIED_CALLS].map((row) => [titleOf(row), row] as const))(
  "AWS knows the actions, resources and condition keys of the row: %s",
  async (_title, row) => {
    for (const { action, resource } of requests(row).map(({ request }) => request)) {
      const rule = await actionRule(action);
      const types = rule?.resourceTypes ?? [];
      const keys = [
        ...(rule?.conditionKeys ?? []),
        ...types.flatMap(({ conditionKeys }) => conditionKeys),
        ...Object.keys(GLOBAL_CONDITION_KEYS),
        // What a token claims: its issuer's own keys.
        ...(action === "sts:AssumeRoleWithWebIdentity" ? ["*:aud", "*:sub"] : []),
      ];
      const isAbout =
        types.length === 0
          ? resource === "*"
          : types.some(({ arnPattern }) => matchesArn(arnPattern, resource));

      expect([action, rule?.name]).toEqual([action, action]);
      expect([action, resource, isAbout]).toEqual([action, resource, true]);
      expect(Object.keys(row.context ?? {}).filter((key) => !isOneOf(key, keys))).toEqual([]);
    }
  },
);

describe("allowed is", () => {
  test.each(ALLOWED_CALLS.map((row) => [titleOf(row), row] as const))("%s", (_title, row) => {
    const decisions = decisionsOf(row);

    expect(decisions).not.toEqual([]);
    expect(decisions.filter(({ decision }) => decision !== "allowed")).toEqual([]);
  });
});

test.each(Object.entries(recordedCalls.reads))(
  "allowed is a deployer all that Terraform reads of %s at a new version",
  async (type, calls) => {
    const decisions = await Promise.all(
      stacks
        .filter(({ stack }) => stack.types.includes(type))
        .flatMap((policies) =>
          deployers(policies).flatMap(({ principal, identity }) =>
            actionsOf(calls).map(async (action) => {
              const resource = await exampleArn(action, policies.stack.place);
              const request = { principal, action, resource, context: {} };
              return { action, resource, decision: decide(request, policies.inForce(identity, request)) };
            }),
          ),
        ),
    );

    expect(decisions).not.toEqual([]);
    expect(decisions.filter(({ decision }) => decision !== "allowed")).toEqual([]);
  },
);

describe("denied is", () => {
  test.each(DENIED_CALLS.map((row) => [titleOf(row), row] as const))("%s", (_title, row) => {
    const decisions = decisionsOf(row);

    expect(decisions).not.toEqual([]);
    expect(decisions.filter(({ decision }) => decision === "allowed")).toEqual([]);
  });
});
