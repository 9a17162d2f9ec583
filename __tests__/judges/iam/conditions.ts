import type { Conditions } from "./policies";
import { matches, matchesArn } from "./wildcards";

/** What AWS knows of a request, by condition key; several values where the key has several. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/**
 * Whether a request meets all conditions of a statement: every operator, every key, one of the values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function areMet(conditions: Conditions, context: RequestContext): boolean {
  const values = new Map(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()] as const),
  );
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => isMet(operator, wanted, values.get(key.toLowerCase()))),
  );
}

/** @param present the values in the request; `undefined` if it has not the key */
function isMet(operator: string, wanted: readonly string[], present: readonly string[] | undefined): boolean {
  if (operator === "Null") {
    return wanted.includes(String(present === undefined));
  }
  const [, quantifier, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const compare = COMPARISONS[name];
  if (compare === undefined) {
    throw new Error(`the judge does not know the condition operator ${operator}`);
  }
  if (present === undefined) {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
    return ifExists !== undefined || quantifier === "ForAllValues" || compare.negated;
  }
  const passes = (value: string) => wanted.some((one) => compare.holds(one, value)) !== compare.negated;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  return quantifier === "ForAllValues" ? present.every(passes) : present.some(passes);
}

interface Comparison {
  readonly holds: (wanted: string, value: string) => boolean;
  /** It is met if none of the wanted values is there, also without the key. */
  readonly negated: boolean;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  ...both("StringEquals", "StringNotEquals", (wanted, value) => wanted === value),
  ...both("StringLike", "StringNotLike", matches),
  // AWS treats the two operators alike.
  ...both("ArnEquals", "ArnNotEquals", matchesArn),
  ...both("ArnLike", "ArnNotLike", matchesArn),
  Bool: { holds: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(), negated: false },
};

function both(positive: string, negative: string, holds: Comparison["holds"]): Record<string, Comparison> {
  return { [positive]: { holds, negated: false }, [negative]: { holds, negated: true } };
}
