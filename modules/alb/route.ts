import type { LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { IConstruct } from "constructs";
import { ipv4Range, rules, validateProp, ValidationError } from "../core";
import type { TargetGroup } from "./target-group";

/**
 * Which requests go to a target group. All that is given must match; of several values one. The values of paths,
 * hosts, headers and query parameters may hold the wildcards * and ?.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export interface AlbRoute {
  readonly targetGroup: TargetGroup;
  /** Lower is tried first, 1 to 50000; stable, since a changed one can collide with a neighbour's. */
  readonly priority: number;
  /** Paths, told apart by case. @default ["/*"] unless something else is given */
  readonly paths?: readonly string[];
  /** Host names. @default any */
  readonly hosts?: readonly string[];
  /** Methods, e.g. `["GET", "HEAD"]`. @default any */
  readonly methods?: readonly string[];
  /** Values by header, e.g. `{ "X-Canary": ["yes"] }`. @default any */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  /** Values by query parameter, e.g. `{ version: ["2"] }`. @default any */
  readonly query?: Readonly<Record<string, readonly string[]>>;
  /** Ranges that clients connect from, e.g. `["10.0.0.0/8"]`. @default any */
  readonly sourceCidrs?: readonly string[];
}

/** What one property of a request must be: one of the values. */
export interface Condition {
  readonly kind: "path" | "host" | "method" | "header" | "query" | "source";
  /** The prop as the user wrote it. */
  readonly prop: string;
  /** Of a header or query parameter. */
  readonly key?: string;
  readonly values: readonly string[];
}

/** The conditions of a route, in the order in which they are rendered. */
export function conditionsOf(route: AlbRoute): readonly Condition[] {
  const { paths, hosts, methods, headers = {}, query = {}, sourceCidrs } = route;
  const conditions: Condition[] = [
    ...condition("path", "paths", paths),
    ...condition("host", "hosts", hosts),
    ...condition("method", "methods", methods),
    ...Object.entries(headers).flatMap(([key, values]) => condition("header", `headers.${key}`, values, key)),
    ...Object.entries(query).flatMap(([key, values]) => condition("query", `query.${key}`, values, key)),
    ...condition("source", "sourceCidrs", sourceCidrs),
  ];
  return conditions.length > 0 ? conditions : condition("path", "paths", ["/*"]);
}

/** One condition, or none if the prop was left out. */
function condition(
  kind: Condition["kind"],
  prop: string,
  values: readonly string[] | undefined,
  key?: string,
): Condition[] {
  return values === undefined ? [] : [{ kind, prop, key, values }];
}

/** Throws a `ValidationError` when AWS would refuse the conditions of route `id`. */
export function validateConditions(scope: IConstruct, id: string, conditions: readonly Condition[]): void {
  for (const { kind, prop, key, values } of conditions) {
    if (kind === "header" && key !== undefined) {
      validateProp(scope, `${id}.${prop}`, key, HEADER_NAME);
    }
    validateProp(scope, `${id}.${prop}`, values, rules.atLeast(1, "value", "leave it out to match any"));
    for (const [index, value] of values.entries()) {
      validateProp(scope, `${id}.${prop}[${index}]`, value, VALUE_RULES[kind]);
    }
  }
  const values = conditions.flatMap((condition) => condition.values);
  validateProp(scope, id, values, {
    must: `have at most ${MAX_VALUES} values in all its conditions`,
    isMet: () => values.length <= MAX_VALUES,
    hint: "spread them over several routes",
  });
  const patterns = conditions
    .filter(({ kind }) => kind !== "method" && kind !== "source")
    .flatMap((condition) => condition.values);
  const wildcards = patterns.join("").match(/[*?]/g)?.length ?? 0;
  if (wildcards > MAX_WILDCARDS) {
    throw new ValidationError(scope, {
      prop: id,
      must: `have at most ${MAX_WILDCARDS} wildcards in all its conditions`,
      got: patterns,
      hint: "spread them over several routes",
    });
  }
}

/** A condition as `aws_lb_listener_rule` takes it. */
export function renderCondition({ kind, key = "", values: given }: Condition): LbListenerRuleCondition {
  const values = [...given];
  switch (kind) {
    case "path":
      return { pathPattern: { values } };
    case "host":
      return { hostHeader: { values } };
    case "method":
      return { httpRequestMethod: { values } };
    case "header":
      return { httpHeader: { httpHeaderName: key, values } };
    case "query":
      return { queryString: values.map((value) => ({ key, value })) };
    case "source":
      return { sourceIp: { values } };
  }
}

/** Of one rule: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_VALUES = 5;
const MAX_WILDCARDS = 6;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html */
const VALUE_RULES = {
  path: rules.text(
    /^[/*?][\w\-.$/~"'@:+&*?]{0,127}$/,
    "a path of at most 128 letters, digits and _-.$/~\"'@:+&*? that begins with a slash",
    "write it like /api/*",
  ),
  host: rules.text(
    /^(?=.{1,128}$)[\w\-*?]+(\.[\w\-*?]+)+$/,
    "a host name of at most 128 characters with a dot",
    "write it like www.example.com or *.example.com",
  ),
  method: rules.text(/^[A-Z_-]{1,40}$/, "a method in capital letters", "write it like GET"),
  header: rules.text(
    /^[\x20-\x7e]{1,128}$/,
    "1 to 128 printable characters",
    "shorten it with the wildcard *",
  ),
  query: rules.text(
    /^[\x20-\x7e]{1,128}$/,
    "1 to 128 printable characters",
    "shorten it with the wildcard *",
  ),
  source: ipv4Range,
};
const HEADER_NAME = rules.text(
  /^(?!host$)[\w!#$%&'*+.^`|~-]{1,40}$/i,
  "the name of a header of at most 40 characters, other than Host",
  "for the host take 'hosts'",
);
