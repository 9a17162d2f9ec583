import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { ValidationError } from "./validation-error";

/** What a prop must be. See {@link rules} for the ready-made ones. */
export interface Rule<T> {
  /** Completes the sentence "'prop' must …". */
  readonly must: string;
  readonly isMet: (value: T) => boolean;
  /** What the user can do about it. */
  readonly remedy: string;
}

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
  throw new ValidationError(scope, { prop, must: rule.must, got: value, remedy: rule.remedy });
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
