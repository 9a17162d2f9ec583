import { EnvFileError, parseEnvFile } from "./env-file";
import type { Value } from "./value";

/** Where environment files and the values of variables come from. */
export interface Surroundings {
  /** The text of a file beside the Compose file; `undefined` when there is none. */
  readonly readFile: (path: string) => string | undefined;
  readonly variables: (name: string) => string | undefined;
}

/** Reads `environment` and `env_file`; what the former says wins. */
export function readEnvironment(service: Value, surroundings: Surroundings): Record<string, string> {
  const values = new Map<string, string>();
  for (const item of service.get("env_file")?.items() ?? []) {
    for (const [name, value] of readEnvFile(item, surroundings)) {
      warnOfSecret(item, name, value);
      values.set(name, value);
    }
  }
  for (const [name, written, value] of service.get("environment")?.pairs() ?? []) {
    const text = written ?? surroundings.variables(name);
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

function readEnvFile(item: Value, { readFile, variables }: Surroundings): Map<string, string> {
  const pathValue = item.kind === "map" ? item.get("path") : item;
  const required = item.kind === "map" ? (item.get("required")?.boolean() ?? true) : true;
  const format = item.kind === "map" ? item.get("format")?.text() : undefined;
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
  const get = format === "raw" ? () => undefined : variables;
  try {
    return parseEnvFile(text, {
      get,
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
    item.error(`line ${error.line} of ${path} ${error.message}`, error.remedy);
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
