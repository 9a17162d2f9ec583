import { contains, parseCidr } from "../core";
import type { Condition } from "./listener-rule";

/**
 * What an earlier rule takes away from a later one: the part of the later one's conditions that no request
 * reaches, or `undefined`. A rule is looked at path by path and host by host, since one of them that is never
 * reached is a mistake, too.
 */
export function shadowedPart(
  earlier: readonly Condition[],
  later: readonly Condition[],
): readonly Condition[] | undefined {
  return alternatives(later).find((alternative) =>
    earlier.every((condition) => alternative.some((other) => includes(condition, other))),
  );
}

/** The conditions once for each combination of one path and one host. */
function alternatives(conditions: readonly Condition[]): Condition[][] {
  return conditions.reduce<Condition[][]>(
    (all, condition) => {
      const isSplit = condition.kind === "path" || condition.kind === "host";
      const parts = isSplit
        ? condition.values.map((value) => ({ ...condition, values: [value] }))
        : [condition];
      return all.flatMap((one) => parts.map((part) => [...one, part]));
    },
    [[]],
  );
}

/** Whether all that meets `b` meets `a`. */
function includes(a: Condition, b: Condition): boolean {
  const isSameProperty = a.kind === b.kind && a.key?.toLowerCase() === b.key?.toLowerCase();
  return (
    isSameProperty && b.values.every((value) => a.values.some((pattern) => matches(a.kind, pattern, value)))
  );
}

/** Whether `pattern` takes all that `value` takes, which may be a pattern itself. */
function matches(kind: Condition["kind"], pattern: string, value: string): boolean {
  switch (kind) {
    case "source": {
      const [outer, inner] = [parseCidr(pattern), parseCidr(value)];
      return outer !== undefined && inner !== undefined && contains(outer, inner);
    }
    case "method":
      return pattern === value;
    case "path":
      return wildcardExpression(pattern).test(value);
    default:
      return wildcardExpression(pattern.toLowerCase()).test(value.toLowerCase());
  }
}

/**
 * Takes what the pattern takes; a * in the text stands for any text, and so only a * takes it. Kept, since every rule of a
 * listener is held against every other.
 */
function wildcardExpression(pattern: string): RegExp {
  const kept = EXPRESSIONS.get(pattern);
  if (kept !== undefined) {
    return kept;
  }
  const source = pattern.replace(/\W/g, (character) => WILDCARDS[character] ?? `\\${character}`);
  const expression = new RegExp(`^${source}$`, "s");
  EXPRESSIONS.set(pattern, expression);
  return expression;
}

const EXPRESSIONS = new Map<string, RegExp>();
const WILDCARDS: Readonly<Record<string, string>> = { "*": ".*", "?": "[^*]" };
