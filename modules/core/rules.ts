import type { Rule } from "./rule";

/** An integer from `min` to `max`, both included. */
export function integer(min: number, max: number, hint: string): Rule<number> {
  return {
    must: `be an integer from ${min} to ${max}`,
    isMet: (value) => Number.isInteger(value) && value >= min && value <= max,
    hint,
  };
}

/** A text that `pattern` matches, which must anchor both ends; `description` completes "must be …". */
export function text(pattern: RegExp, description: string, hint: string): Rule<string> {
  return { must: `be ${description}`, isMet: (value) => pattern.test(value), hint };
}

/** The ARN of a key of KMS. */
export const kmsKeyArn: Rule<string> = text(
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
  "the ARN of a key",
  "an alias does not do, since policies know keys only",
);

/** One of the listed values. */
export function oneOf<T>(values: readonly T[], hint: string): Rule<T> {
  return {
    must: `be one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
    isMet: (value) => values.includes(value),
    hint,
  };
}

/** A list with at least `min` entries. */
export function atLeast(min: number, what: string, hint: string): Rule<readonly unknown[]> {
  return { must: `list at least ${min} ${what}`, isMet: (value) => value.length >= min, hint };
}
