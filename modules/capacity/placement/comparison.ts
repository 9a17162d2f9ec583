/** True, false, or `undefined` where it depends on what is not known. */
export type Truth = boolean | undefined;

/**
 * The value of an attribute by its name, e.g. `ecs.instance-type`; `null` for an instance that has no such attribute,
 * `undefined` where that is not known.
 */
export type AttributeOf = (name: string) => string | null | undefined;

/** What an expression asks of an instance. */
export interface Query {
  /** Names of the attributes that it asks for. */
  readonly attributes: readonly string[];
  readonly isMet: (attributeOf: AttributeOf) => Truth;
}

/** Whether a value stands in a relation to those behind the operator. */
type Relation = (value: string, others: readonly string[]) => Truth;

const unknown: Relation = () => undefined;
const equals: Relation = (value, [other]) => value === other;
const isIn: Relation = (value, others) => others.includes(value);
const matches: Relation = (value, [pattern = ""]) => matchesPattern(value, pattern);

/** The operators that hold for what has the attribute, by each of their names. Of what is ordered nothing is known. */
const RELATIONS: Readonly<Record<string, Relation>> = {
  ...{ "==": equals, equals },
  ...{ in: isIn },
  ...{ "=~": matches, matches },
  ...{ ">=": unknown, greater_than_equal: unknown, ">": unknown, greater_than: unknown },
  ...{ "<=": unknown, less_than_equal: unknown, "<": unknown, less_than: unknown },
};

/** Those that are the contrary of another one. */
const NEGATIONS: Readonly<Record<string, string>> = {
  ...{ "!=": "==", not_equals: "==" },
  ...{ "!in": "in", not_in: "in" },
  ...{ "!~": "=~", not_matches: "=~" },
  ...{ "!exists": "exists", not_exists: "exists" },
};

/** Every operator; none of them begins with one that comes before it, unless that is a word of its own. */
export const OPERATORS: readonly string[] = [...Object.keys(NEGATIONS), "exists", ...Object.keys(RELATIONS)];

/** A subject, an operator and its values, e.g. `attribute:ecs.instance-type`, `in`, `t3.small` and `t3.large`. */
export function compare(subject: string, operator: string, values: readonly string[]): Query {
  const name = /^attribute:(.+)$/.exec(subject)?.[1];
  if (name === undefined) {
    // What tasks run beside it, which agent it has, how old it is: that changes while the instance lives.
    return { attributes: [], isMet: () => undefined };
  }
  const positive = NEGATIONS[operator];
  return {
    attributes: [name],
    isMet: (attributeOf) => {
      const value = attributeOf(name);
      const truth = holds(value, positive ?? operator, values);
      if (positive === undefined || truth === undefined) {
        return truth;
      }
      // Whether a value that is not there differs from another one, AWS does not say.
      return value === null && positive !== "exists" ? undefined : !truth;
    },
  };
}

function holds(value: string | null | undefined, operator: string, values: readonly string[]): Truth {
  if (value === undefined) {
    return undefined;
  }
  return operator === "exists" ? value !== null : value !== null && RELATIONS[operator]?.(value, values);
}

/** All of them: false if one is, for certain. */
export function together(queries: readonly Query[]): Query {
  return {
    attributes: queries.flatMap(({ attributes }) => attributes),
    isMet: (attributeOf) => {
      const truths = queries.map(({ isMet }) => isMet(attributeOf));
      return truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
    },
  };
}

export function not({ attributes, isMet }: Query): Query {
  return {
    attributes,
    isMet: (attributeOf) => {
      const truth = isMet(attributeOf);
      return truth === undefined ? undefined : !truth;
    },
  };
}

/**
 * Patterns are Java's; those that JavaScript reads in the same way are looked at. AWS does not say whether a pattern must
 * match all of a value: what it matches in part may be met.
 */
function matchesPattern(value: string, pattern: string): Truth {
  if (!COMMON_PATTERN.test(pattern)) {
    return undefined;
  }
  if (new RegExp(`^(?:${pattern})$`).test(value)) {
    return true;
  }
  return new RegExp(pattern).test(value) ? undefined : false;
}

/** Characters, dots, lists of characters and alternatives, each with one simple quantifier at most. */
const COMMON_PATTERN = /^\^?(?:(?:[\w:/@ -]|\.|\\[.dw-]|\[\^?(?:[\w.]|a-z|A-Z|0-9)+\])[*+?]?|\|)*\$?$/;
