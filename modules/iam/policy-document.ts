import { checkJson, type Checks, rules } from "../core";

/** One statement of an IAM policy, as a typed object. */
export interface PolicyStatement {
  /** @default none: set it where one policy needs statements told apart. Letters and digits only. */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Who, in resource and trust policies: e.g. `{ Service: "ecs-tasks.amazonaws.com" }`. @default none: identity policies */
  readonly principals?: Readonly<Record<string, string | readonly string[]>> | "*";
  /** Full action names such as `ecs:Poll`. A wildcard is refused in what a role is allowed. */
  readonly actions: readonly string[];
  /** Resource ARNs. @default none: trust policies have no resource */
  readonly resources?: readonly string[];
  /** Condition operators and their keys and values. @default none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A statement of a resource's policy, with an identifier that no other statement of the policy has. */
export type ResourcePolicyStatement = PolicyStatement & Required<Pick<PolicyStatement, "sid">>;

/** Renders statements as the JSON text of an IAM policy. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(renderStatement) });
}

/**
 * Renders the policy of a topic, queue, key or bucket. SNS and SQS want identifiers of the policy and of each statement.
 * https://docs.aws.amazon.com/sns/latest/dg/AccessPolicyLanguage_SpecialInfo.html
 *
 * @param id any text that tells the policy from others
 */
export function resourcePolicy(id: string, statements: readonly ResourcePolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Id: id, Statement: statements.map(renderStatement) });
}

/**
 * Checks that statements can stand in a policy, and that no action is allowed by wildcard: such a grant grows with every action that AWS adds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 */
export function checkStatements(c: Checks, statements: readonly PolicyStatement[]): void {
  for (const [index, statement] of statements.entries()) {
    const { effect, actions } = statement;
    if (!checkJson(c, `statements[${index}]`, statement)) {
      continue;
    }
    for (const [position, action] of effect === "Deny" ? [] : actions.entries()) {
      c.value(`statements[${index}].actions[${position}]`, action, NO_WILDCARD);
    }
  }
}

function renderStatement(statement: PolicyStatement): object {
  const { sid, effect = "Allow", principals, actions, resources, conditions } = statement;
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
export function denyWithoutTls(
  actions: readonly string[],
  resources: readonly string[],
): ResourcePolicyStatement {
  return {
    sid: "DenyWithoutTls",
    effect: "Deny",
    principals: "*",
    actions,
    resources,
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}

const NO_WILDCARD = rules.text(/^[^*]*$/, "an action without a wildcard", "list the actions that are needed");
