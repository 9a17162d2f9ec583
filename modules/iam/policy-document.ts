/** One statement of an IAM policy, as a typed object. */
export interface PolicyStatement {
  /** @default none: set it where one policy needs statements told apart. Letters and digits only. */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Who, in resource and trust policies: e.g. `{ Service: "ecs-tasks.amazonaws.com" }`. @default none: identity policies */
  readonly principals?: Readonly<Record<string, string | readonly string[]>> | "*";
  /** Full action names such as `ecs:Poll`. A wildcard is refused in an Allow statement. */
  readonly actions: readonly string[];
  /** Resource ARNs. @default none: trust policies have no resource */
  readonly resources?: readonly string[];
  /** Condition operators and their keys and values. @default none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Renders statements as the JSON text of an IAM policy.
 *
 * Throws when a statement allows an action by wildcard: such a grant grows with every action that AWS adds.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(renderStatement) });
}

function renderStatement(statement: PolicyStatement): object {
  const { sid, effect = "Allow", principals, actions, resources, conditions } = statement;
  const wildcard = actions.find((action) => action.includes("*"));
  if (effect === "Allow" && wildcard !== undefined) {
    throw new Error(
      `A policy must not allow the action "${wildcard}" by wildcard; list the actions that are needed`,
    );
  }
  return {
    Sid: sid,
    Effect: effect,
    Principal: principals,
    Action: actions,
    Resource: resources,
    Condition: conditions,
  };
}

/** Refuses these actions to whoever comes without TLS, whatever else may be allowed. */
export function denyWithoutTls(actions: readonly string[], resources: readonly string[]): PolicyStatement {
  return {
    effect: "Deny",
    principals: "*",
    actions,
    resources,
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}
