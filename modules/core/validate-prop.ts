import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { Rule } from "./rule";
import { ValidationError } from "./validation-error";

/**
 * Throws a {@link ValidationError} when `value` breaks `rule`. A prop that was left out passes, and so
 * does a token: its value is known to Terraform only.
 */
export function validateProp<T>(
  scope: IConstruct | string,
  prop: string,
  value: T | undefined,
  rule: Rule<T>,
): void {
  if (value === undefined || Token.isUnresolved(value) || rule.isMet(value)) {
    return;
  }
  throw new ValidationError(scope, { prop, must: rule.must, got: value, hint: rule.hint });
}

/** Applies each rule to the prop of its name. */
export function validateProps<P extends object>(
  scope: IConstruct | string,
  props: P,
  propRules: { readonly [K in keyof P]?: Rule<NonNullable<P[K]>> },
): void {
  for (const [prop, rule] of Object.entries(propRules) as [keyof P & string, Rule<unknown>][]) {
    validateProp(scope, prop, props[prop], rule);
  }
}
