import type { RequestContext } from "../conditions";
import type { Caller } from "../callers/caller";
import type { Request } from "../decide";
import type { StackPolicies } from "../stack-policies";

/** One line of a table of requests: the same calls by everybody of a kind, in all stacks. */
export interface Row {
  /** As the name of a test begins, e.g. "the ECS agent". */
  readonly who: string;
  readonly callers: (policies: StackPolicies) => Caller[];
  readonly calls: readonly string[];
  /** ARN of the resource; `{name}` is a value of the caller, `{arn:ecs}` the beginning of an ARN of the service. */
  readonly on: string;
  /** What AWS knows of the request beside. @default nothing that a policy asks for */
  readonly context?: RequestContext;
  /** The AWS page that says that the call is made, or how its context is. */
  readonly link: string;
}

/** The requests of a row by one caller. */
export function requestsOf(row: Row, caller: Caller): Request[] {
  const { partition, account } = caller.policies.stack.place;
  const context: RequestContext = {
    // AWS CLI, SDKs and services use TLS.
    "aws:SecureTransport": "true",
    ...("AWS" in caller.principal
      ? {
          "aws:PrincipalArn": caller.principal.AWS,
          "aws:PrincipalAccount": account,
          "kms:CallerAccount": account,
        }
      : {}),
    ...row.context,
  };
  const fill = (template: string) =>
    template
      .replace(/\{arn:([a-z0-9-]+)\}/g, (_all, service: string) =>
        [
          "arn",
          partition,
          service,
          ...(service === "iam" ? ["", account] : [caller.policies.stack.place.region, account]),
        ].join(":"),
      )
      .replace(/\{(\w+)\}/g, (_all, name: string) => {
        const value = caller.values[name];
        if (value === undefined) {
          throw new Error(`${row.who} has no ${name}`);
        }
        return value;
      });
  return row.calls.map((action) => ({
    principal: caller.principal,
    action: fill(action),
    resource: fill(row.on),
    context: Object.fromEntries(
      Object.entries(context).map(([key, value]) => [
        key,
        typeof value === "string" ? fill(value) : value.map(fill),
      ]),
    ),
  }));
}

export function titleOf({ who, calls, on, context = {} }: Row): string {
  const known = Object.entries(context).map(([key, value]) => `${key} ${[value].flat().join(" and ")}`);
  return [
    `${who}: ${calls.join(", ")}`,
    `on ${on}`,
    ...(known.length > 0 ? [`with ${known.join(", ")}`] : []),
  ].join(" ");
}

/** An account that has nothing to do with the stacks. */
export const STRANGER = "444455556666";

/** What changes what a role may do, or who has it. */
export const ROLE_CHANGES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
];
