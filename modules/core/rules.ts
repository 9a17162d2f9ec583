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

/**
 * The ARN of a secret of Secrets Manager.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const secretArn: Rule<string> = text(
  /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+-[A-Za-z0-9]{6}$/,
  "the whole ARN of a secret, with the six characters that AWS appends",
  "copy it from the Secrets Manager console",
);

/**
 * The ARN of a parameter of Parameter Store.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const parameterArn: Rule<string> = text(
  /^arn:aws[\w-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+$/,
  "the ARN of a parameter",
  "write it like arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key",
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
