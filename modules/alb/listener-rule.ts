import type { LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { TargetGroup } from "./target-group";

/**
 * Which requests go to a target group. All that is given must match; of several values one. The values of paths,
 * hosts, headers and query parameters may hold the wildcards * and ?.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export interface RuleSettings {
  /** Lower is tried first, 1 to 50000; unique in the listener. Two rules may swap theirs. */
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

/** A rule, and where its requests go. */
export interface ListenerRuleProps extends RuleSettings {
  readonly targetGroup: TargetGroup;
  /**
   * The target group of the next version, to which ECS moves requests and back: from then on Terraform leaves to ECS where the
   * rule forwards to.
   * @default none
   */
  readonly alternateTargetGroup?: TargetGroup;
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

/** The conditions of a rule, in the order in which they are rendered. */
export function conditionsOf(rule: RuleSettings): readonly Condition[] {
  const { paths, hosts, methods, headers = {}, query = {}, sourceCidrs } = rule;
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
