import { App } from "cdktf";
import { contextArguments } from "../environments";
import { assertValid, InputError, rules, ValidationError } from "../modules/core";

/**
 * Builds an example and writes its Terraform JSON; bad input is told in a line, and nothing is written.
 *
 * @param defaults the context that the example knows; arguments `-c key=value` win over it
 */
export function runExample<Context extends Readonly<Record<string, string>>>(
  defaults: Context,
  build: (app: App, context: Context) => void,
): void {
  try {
    const app = new App();
    build(app, { ...defaults, ...readContext(Object.keys(defaults)) });
    assertValid(app);
    app.synth();
  } catch (error) {
    if (!InputError.isInputError(error)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** The value of a key that may be one of a few. */
export function oneOf<Value extends string>(key: string, value: string, values: readonly Value[]): Value {
  const known = values.find((one) => one === value);
  if (known === undefined) {
    const { must } = rules.oneOf(values, REMEDY);
    throw new ValidationError("context", { prop: key, must, got: value, hint: REMEDY });
  }
  return known;
}

function readContext(known: readonly string[]): Record<string, string> {
  const values = contextArguments(process.argv.slice(2), REMEDY);
  const unknown = Object.entries(values).find(([key]) => !known.includes(key));
  if (unknown !== undefined) {
    throw new ValidationError("context", {
      prop: "-c",
      must: `be followed by key=value with a key of ${known.join(", ")}`,
      got: unknown.join("="),
      hint: REMEDY,
    });
  }
  return values;
}

const REMEDY = "see the README of the example";
