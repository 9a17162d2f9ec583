import { contains, isKnown, parseCidr } from "../core";
import type { Condition } from "./listener-rule";
import { includesPattern, literalPrefix } from "./wildcard";

/** A rule of a listener. */
export interface PrioritizedRule {
  readonly id: string;
  readonly priority: number;
  readonly conditions: readonly Condition[];
}

/** Conditions of a rule that no request reaches, because of the rules that are tried before it. */
export interface ShadowedRule<Rule> {
  readonly rule: Rule;
  readonly by: readonly Rule[];
  readonly part: readonly Condition[];
}

/**
 * The rules of a listener of which other rules take all requests, or all of one path or host: one of these that is never
 * reached is a mistake, too. What only Terraform knows is compared with nothing.
 */
export function shadowedRules<Rule extends PrioritizedRule>(rules: readonly Rule[]): ShadowedRule<Rule>[] {
  const earlier = new EarlierRules<Rule>();
  const known = rules.filter(({ conditions }) => isKnown(conditions.map(({ values }) => values)));
  known.sort((a, b) => a.priority - b.priority);
  return known.flatMap((rule) => {
    const found = shadowedParts(rule, earlier);
    earlier.add(rule);
    return found;
  });
}

/** Each part that the same rules take is told once. */
function shadowedParts<Rule extends PrioritizedRule>(
  rule: Rule,
  earlier: EarlierRules<Rule>,
): ShadowedRule<Rule>[] {
  const parts = alternatives(rule.conditions, isPattern);
  const found = new Map<string, ShadowedRule<Rule>>();
  for (const part of parts) {
    const takers = alternatives(part, () => true).map((one) => earlier.taking(one));
    const by = [...new Set(takers)].filter((taker) => taker !== undefined);
    const key = by.map(({ priority }) => priority).join();
    if (!takers.includes(undefined) && !found.has(key)) {
      found.set(key, { rule, by, part });
    }
  }
  return [...found.values()];
}

/** The conditions once for each combination of their values, of those that are to be split. */
function alternatives(
  conditions: readonly Condition[],
  isSplit: (condition: Condition) => boolean,
): Condition[][] {
  return conditions.reduce<Condition[][]>(
    (all, condition) => {
      const parts = isSplit(condition)
        ? condition.values.map((value) => ({ ...condition, values: [value] }))
        : [condition];
      return all.flatMap((one) => parts.map((part) => [...one, part]));
    },
    [[]],
  );
}

/** The rules that are tried before others, found by what the paths or hosts that they take begin with. */
class EarlierRules<Rule extends PrioritizedRule> {
  private readonly byPrefix = new Map<string, Rule[]>();

  add(rule: Rule): void {
    for (const key of keysOf(rule.conditions)) {
      const rules = this.byPrefix.get(key) ?? [];
      this.byPrefix.set(key, rules);
      rules.push(rule);
    }
  }

  /** The first rule that takes all requests which meet the conditions, each of which has one value. */
  taking(conditions: readonly Condition[]): Rule | undefined {
    return conditions
      .flatMap(prefixKeys)
      .concat("")
      .flatMap((key) => this.byPrefix.get(key) ?? [])
      .filter((rule) => rule.conditions.every((one) => conditions.some((other) => includes(one, other))))
      .sort((a, b) => a.priority - b.priority)[0];
  }
}

/** What each path or each host begins with: of the two, what tells more about where a request has to go. */
function keysOf(conditions: readonly Condition[]): readonly string[] {
  const candidates = conditions
    .filter(isPattern)
    .map(({ values }) => values.map((value) => literalPrefix(value.toLowerCase())));
  const shortest = (prefixes: readonly string[]) => Math.min(...prefixes.map(({ length }) => length));
  const [best = [""]] = candidates.sort((a, b) => shortest(b) - shortest(a));
  return [...new Set(best)];
}

/** All keys that a rule may have which takes a path or host. */
function prefixKeys(condition: Condition): string[] {
  const values = isPattern(condition) ? condition.values : [];
  return values.flatMap(pathsOf).flatMap((value) => {
    const prefix = literalPrefix(value.toLowerCase());
    return Array.from(prefix, (_, index) => prefix.slice(0, index + 1));
  });
}

function isPattern({ kind }: Condition): boolean {
  return kind === "path" || kind === "host";
}

/** Whether all that meets `inner` meets `outer`. */
function includes(outer: Condition, inner: Condition): boolean {
  const isSameProperty = outer.kind === inner.kind && outer.key?.toLowerCase() === inner.key?.toLowerCase();
  return (
    isSameProperty && inner.values.every((value) => outer.values.some((one) => takes(outer, one, value)))
  );
}

/** Whether `pattern` takes all that `value` takes, which may be a pattern itself. */
function takes({ kind }: Condition, pattern: string, value: string): boolean {
  switch (kind) {
    case "source": {
      const [outer, inner] = [parseCidr(pattern), parseCidr(value)];
      return outer !== undefined && inner !== undefined && contains(outer, inner);
    }
    case "method":
      return pattern === value;
    case "path":
      return pathsOf(value).every((path) => includesPattern(pattern, path));
    default:
      return includesPattern(pattern.toLowerCase(), value.toLowerCase());
  }
}

/** The same paths by patterns that begin with a slash, as every path does. */
function pathsOf(pattern: string): string[] {
  const [first, rest] = [pattern[0], pattern.slice(1)];
  switch (first) {
    case "*":
      return [`/*${rest}`, ...(/^[/?*]/.test(rest) ? pathsOf(rest) : [])];
    case "?":
      return [`/${rest}`];
    default:
      return [pattern];
  }
}
