import { EnvFileError, isToken, parseEnvFile, parseRawEnvFile, type Value } from "../syntax";

/** Where environment files and the values of variables come from. */
export interface EnvironmentSources {
  /** The text of a file beside the Compose file; `undefined` when there is none. */
  readonly readFile: (path: string) => string | undefined;
  readonly variables: (name: string) => string | undefined;
}

/** Reads `environment` and `env_file`; what the former says wins. */
export function readEnvironment(service: Value, sources: EnvironmentSources): Record<string, string> {
  const values = new Map<string, string>();
  const pairs = service.get("environment")?.pairs() ?? [];
  const own = new Map(pairs.map(([name, written]) => [name, written]));
  for (const item of service.get("env_file")?.items() ?? []) {
    // What a file calls by name may be in an earlier one, or in `environment`.
    const variables = (name: string) => own.get(name) ?? values.get(name) ?? sources.variables(name);
    for (const [name, value] of readEnvFile(item, { ...sources, variables })) {
      warnOfSecret(item, name, value);
      values.set(name, value);
    }
  }
  for (const [name, written, value] of pairs) {
    const text = written ?? sources.variables(name);
    if (text === undefined) {
      value.warn(`${name} has no value here, and none in the environment: it is left out`, "give it a value");
      values.delete(name);
    } else {
      warnOfSecret(value, name, text);
      values.set(name, text);
    }
  }
  return Object.fromEntries(values);
}

function readEnvFile(item: Value, { readFile, variables }: EnvironmentSources): Map<string, string> {
  const pathValue = item.kind === "map" ? item.get("path") : item;
  const required = item.kind === "map" ? (item.get("required")?.boolean() ?? true) : true;
  const format = item.kind === "map" ? item.get("format") : undefined;
  const isRaw = format?.text() === "raw";
  if (format !== undefined && !isRaw) {
    format.error(`must be raw, got ${JSON.stringify(format.text())}`, "leave it out for NAME=value lines");
  }
  const path = pathValue?.text() ?? "";
  const text = readFile(path);
  if (text === undefined) {
    if (required) {
      item.error(
        `the file ${path} is missing`,
        "create it beside the Compose file, or write required: false",
      );
    }
    return new Map();
  }
  if (isToken(text)) {
    item.error(`${path} must not have \${TfToken[ in it`, "CDKTF keeps it for itself: write something else");
    return new Map();
  }
  if (isRaw) {
    return parseRawEnvFile(text, variables);
  }
  try {
    return parseEnvFile(text, {
      get: variables,
      onUnset: (name) => {
        item.warn(
          `the variable ${name} in ${path} is not set and becomes empty`,
          "set it, or quote with '…'",
        );
      },
    });
  } catch (error) {
    if (!(error instanceof EnvFileError)) {
      throw error;
    }
    item.error(`line ${error.line} of ${path} ${error.message}`, error.hint);
    return new Map();
  }
}

/** A task definition can be read by many. */
function warnOfSecret(value: Value, name: string, text: string): void {
  if (
    SECRET_NAME.test(name) &&
    !HARMLESS_NAME.test(name) &&
    text !== "" &&
    !/^(true|false|\d)$/i.test(text)
  ) {
    value.warn(
      `${name} looks like a secret, and would stand in the task definition for all to read`,
      "keep it in Parameter Store or Secrets Manager, and name it under secrets with external: true",
    );
  }
}

const SECRET_NAME = /PASSWORD|PASSWD|PWD|SECRET|TOKEN|KEY|CREDENTIAL/i;
/** Names of files and of keys that are no secrets. */
const HARMLESS_NAME = /_FILE$|_PATH$|PUBLIC_KEY|ACCESS_KEY_ID|EMPTY_PASSWORD|KEYSPACE|_TTL$|_EXPIR/i;
