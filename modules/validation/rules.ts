import type { Rule } from "./validate-prop";

/** An integer from `min` to `max`, both included. */
export function integer(min: number, max: number, remedy: string): Rule<number> {
  return {
    must: `be an integer from ${min} to ${max}`,
    isMet: (value) => Number.isInteger(value) && value >= min && value <= max,
    remedy,
  };
}

/** A text of which the whole matches `pattern`; `description` says in words what that is. */
export function text(pattern: RegExp, description: string, remedy: string): Rule<string> {
  return { must: `be ${description}`, isMet: (value) => pattern.test(value), remedy };
}

/** The ARN of a key of KMS. */
export const kmsKeyArn: Rule<string> = text(
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
  "the ARN of a key",
  "an alias does not do, since policies know keys only",
);

/** One of the listed values. */
export function oneOf<T>(values: readonly T[], remedy: string): Rule<T> {
  return {
    must: `be one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
    isMet: (value) => values.includes(value),
    remedy,
  };
}

/** A list with at least `min` entries. */
export function atLeast(min: number, what: string, remedy: string): Rule<readonly unknown[]> {
  return { must: `list at least ${min} ${what}`, isMet: (value) => value.length >= min, remedy };
}

/** A number that does not exceed another prop, e.g. a minimum its maximum; anything if that one was left out. */
export function atMost(
  otherProp: string,
  other: number | undefined,
  remedy = "lower the minimum or raise the maximum",
): Rule<number> {
  return {
    must: `not be greater than '${otherProp}' (${other})`,
    isMet: (value) => other === undefined || value <= other,
    remedy,
  };
}
