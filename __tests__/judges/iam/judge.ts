import {
  conditionKeyType,
  type ActionRule,
  actionRule,
  isOneOf,
  type ResourceTypeRule,
} from "./service-authorization";
import { GLOBAL_CONDITION_KEYS } from "./global-condition-keys";
import type { Policy, Statement } from "./policies";
import { SOURCE_CONDITIONS } from "./source-conditions";
import { matches, overlapArns } from "./wildcards";

/**
 * Holds a policy against what AWS publishes about actions, resource types and condition keys.
 *
 * @returns what is wrong, a line each: `<stack> <address> <Sid or number> <action>: <what>`
 */
export async function judge(policy: Policy): Promise<string[]> {
  const findings = await Promise.all(
    policy.statements.map(async (statement, index) => {
      const place = `${policy.stack.name} ${policy.address} ${statement.sid ?? `#${index + 1}`}`;
      const found = [
        ...(await judgeActions(policy, statement)),
        ...judgeArns(policy, statement),
        ...(policy.kind === "trust" ? judgeTrust(policy, statement) : []),
      ];
      return found.map((finding) => `${place} ${finding}`);
    }),
  );
  return findings.flat();
}

async function judgeActions(policy: Policy, statement: Statement): Promise<string[]> {
  const rules = new Map<string, ActionRule>();
  const findings: string[] = [];
  for (const action of statement.actions) {
    if (statement.effect === "Deny" && action.endsWith(":*")) {
      continue;
    }
    const rule = await actionRule(action);
    if (rule === undefined) {
      findings.push(`${action}: is no action of AWS`);
    } else if (rule.name !== action) {
      findings.push(`${action}: is written ${rule.name}`);
    } else {
      rules.set(action, rule);
    }
  }
  for (const [action, rule] of rules) {
    findings.push(...judgeResources(policy, statement, rule).map((finding) => `${action}: ${finding}`));
    for (const [operator, keys] of Object.entries(statement.conditions)) {
      for (const key of Object.keys(keys)) {
        const finding = await judgeCondition(policy, statement, rule, operator, key);
        findings.push(...(finding === undefined ? [] : [`${action}: ${finding}`]));
      }
    }
  }
  const idle = statement.resources.filter(
    (resource) =>
      resource !== "*" && ![...rules.values()].some((rule) => typesOf(rule, [resource]).length > 0),
  );
  // What no action is about stands there in vain; with several actions, each may be about another resource.
  return rules.size > 1
    ? [...findings, ...idle.map((resource) => `${resource}: no action is about it`)]
    : findings;
}

function judgeResources(
  { kind }: Policy,
  { effect, resources, conditions }: Statement,
  rule: ActionRule,
): string[] {
  // A trust policy is about its role. In the policy of a key "*" is the key, and of a repository nothing is said.
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
  if (kind === "trust" || (kind === "resource" && (resources.length === 0 || rule.name.startsWith("kms:")))) {
    return [];
  }
  const everything = resources.includes("*");
  if (rule.resourceTypes.length === 0) {
    return everything ? [] : ['is not limited to resources by AWS: its resource must be "*"'];
  }
  if (everything) {
    const limitable = rule.resourceTypes.some(({ required }) => required);
    return effect === "Allow" && limitable && Object.keys(conditions).length === 0
      ? [`can be limited to a ${namesOf(rule.resourceTypes)}, and is allowed for all`]
      : [];
  }
  return typesOf(rule, resources).length > 0
    ? []
    : [`is about a ${namesOf(rule.resourceTypes)}, and not about ${resources.join(", ")}`];
}

async function judgeCondition(
  policy: Policy,
  { resources }: Statement,
  rule: ActionRule,
  operator: string,
  key: string,
): Promise<string | undefined> {
  const global = GLOBAL_CONDITION_KEYS[key];
  if (global?.servicesOnly === true && policy.kind === "identity") {
    return `no request of a role has the condition key ${key}`;
  }
  const types = resources.includes("*") ? rule.resourceTypes : typesOf(rule, resources);
  const known = [...rule.conditionKeys, ...types.flatMap(({ conditionKeys }) => conditionKeys)];
  if (global === undefined && !isOneOf(key, known) && !isTokenClaim(policy, key)) {
    return `AWS does not know the condition key ${key} for it`;
  }
  const type = global?.type ?? (await conditionKeyType(key)) ?? "String";
  return isFit(operator, type) ? undefined : `the operator ${operator} does not suit ${key}, of type ${type}`;
}

/** A list wants an operator for lists, and an ARN or a number its own. */
function isFit(operator: string, type: string): boolean {
  if (operator === "Null") {
    return true;
  }
  const [, quantifier, name = ""] = /^(For\w+:)?(\w+?)(?:IfExists)?$/.exec(operator) ?? [];
  const families: Readonly<Record<string, string>> = {
    ARN: "Arn|String",
    Bool: "Bool|String",
    Numeric: "Numeric",
  };
  const family = families[type.replace("ArrayOf", "")] ?? "String|Bool";
  return (quantifier !== undefined) === type.startsWith("ArrayOf") && new RegExp(`^(${family})`).test(name);
}

/** What an OIDC token claims stands under the provider's own name: `<issuer>:aud`. */
function isTokenClaim({ kind, statements }: Policy, key: string): boolean {
  const issuers = statements.flatMap(({ principals }) =>
    typeof principals === "object" ? (principals.Federated ?? []) : [],
  );
  return kind === "trust" && issuers.some((arn) => matches(`${arn.split("oidc-provider/")[1] ?? ""}:*`, key));
}

/** ARNs must be of the stack's partition. */
function judgeArns({ stack }: Policy, { resources, principals, conditions }: Statement): string[] {
  const values = [
    ...resources,
    ...(typeof principals === "object" ? Object.values(principals).flat() : []),
    ...Object.values(conditions).flatMap((keys) => Object.values(keys).flat()),
  ];
  const { partition } = stack.place;
  return values
    .filter((value) => value.startsWith("arn:") && value.split(":")[1] !== partition)
    .map((arn) => `${arn}: is not of the partition ${partition}`);
}

/** Services that say for whom they ask must be asked for whom. */
function judgeTrust({ stack }: Policy, { principals, conditions }: Statement): string[] {
  const services = typeof principals === "object" ? (principals.Service ?? []) : [];
  return services.flatMap((service) => {
    const rule = SOURCE_CONDITIONS[service];
    if (rule === undefined) {
      return [`sts:AssumeRole: the judge does not know whether ${service} says for whom it asks`];
    }
    return (rule.sends ? ["aws:SourceAccount", "aws:SourceArn"] : [])
      .filter((key) => !Object.values(conditions).some((keys) => key in keys))
      .map(
        (key) =>
          `sts:AssumeRole: ${service} would do it for other accounts than ${stack.place.account} without ${key}`,
      );
  });
}

function typesOf(rule: ActionRule, resources: readonly string[]): ResourceTypeRule[] {
  return rule.resourceTypes.filter(({ arnPattern }) =>
    resources.some((resource) => resource === "*" || overlapArns(resource, arnPattern)),
  );
}

function namesOf(types: readonly ResourceTypeRule[]): string {
  return types.map(({ name }) => name).join(" or ");
}
