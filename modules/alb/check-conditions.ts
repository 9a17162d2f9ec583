import { Token } from "cdktf";
import { type Checks, ipv4Range, rules } from "../core";
import type { Condition } from "./listener-rule";

/** Checks what AWS would refuse in the conditions of one rule. */
export function checkConditions(c: Checks, conditions: readonly Condition[]): void {
  for (const condition of conditions) {
    checkCondition(c, condition);
  }
  const values = conditions.flatMap((condition) => condition.values);
  c.require(() => values.length <= MAX_VALUES, {
    prop: "",
    must: `have at most ${MAX_VALUES} values in all its conditions`,
    got: values,
    of: values,
    hint: "spread them over several rules",
  });
  const patterns = conditions
    .filter(({ kind }) => kind !== "method" && kind !== "source")
    .flatMap((condition) => condition.values);
  c.require(() => (patterns.join("").match(/[*?]/g)?.length ?? 0) <= MAX_WILDCARDS, {
    prop: "",
    must: `have at most ${MAX_WILDCARDS} wildcards in all its conditions`,
    got: patterns,
    of: patterns,
    hint: "spread them over several rules",
  });
}

function checkCondition(c: Checks, { kind, prop, key, values }: Condition): void {
  if (kind === "header") {
    c.value(prop, key, HEADER_NAME);
  }
  if (kind === "query") {
    // Each of its values is rendered with its key.
    c.known({ [prop]: Token.isUnresolved(values) ? values : undefined });
  }
  c.value(prop, values, rules.atLeast(1, "value", "leave it out to match any"));
  for (const [index, value] of Token.isUnresolved(values) ? [] : values.entries()) {
    c.value(`${prop}[${index}]`, value, VALUE_RULES[kind]);
  }
}

/** Of one rule: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_VALUES = 5;
const MAX_WILDCARDS = 6;

const PRINTABLE = rules.text(
  /^[\x20-\x7e]{1,128}$/,
  "1 to 128 printable characters",
  "shorten it with the wildcard *",
);

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html */
const VALUE_RULES = {
  path: rules.text(
    /^[/*?][\w\-.$/~"'@:+&*?]{0,127}$/,
    "a path of at most 128 letters, digits and _-.$/~\"'@:+&*? that begins with a slash",
    "write it like /api/*",
  ),
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html
  host: rules.text(
    /^(?=.{1,128}$)[\w\-*?]+(\.[\w\-*?]+)*\.[a-z]+$/i,
    "a host name of at most 128 characters with a dot, after the last of which there are letters only",
    "write it like www.example.com or *.example.com",
  ),
  method: rules.text(/^[A-Z_-]{1,40}$/, "a method in capital letters", "write it like GET"),
  header: PRINTABLE,
  query: PRINTABLE,
  source: ipv4Range,
};
const HEADER_NAME = rules.text(
  /^(?!host$)[\w!#$%&'*+.^`|~-]{1,40}$/i,
  "the name of a header of at most 40 characters, other than Host",
  "for the host take 'hosts'",
);
