import { type Checks, rules } from "../core";

export const OUTPUT_NAME = rules.text(
  /^[a-z][a-z0-9_]{0,63}$/,
  "of names with 1 to 64 lowercase letters, digits and underscores, beginning with a letter",
  "write it like listener_arn",
);

export function checkPath(c: Checks, prop: string, path: string | undefined): void {
  c.value(prop, path, PARAMETER_PATH);
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html#sysman-parameter-name-constraints */
const PARAMETER_PATH = rules.text(
  /^(?!\/(aws|ssm)(\/|$))(\/[\w.-]+){1,14}$/i,
  'a path that begins with a slash, ends without one, and is not "/aws" or "/ssm"',
  "write it like /platform/main",
);
