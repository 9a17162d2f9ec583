import { parseArgs } from "node:util";
import { App } from "cdktf";
import { assertValid, InputError, rules, ValidationError } from "../modules/validation";

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
    if (!(error instanceof InputError)) {
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
    throw new ValidationError("context", { prop: key, must, got: value, remedy: REMEDY });
  }
  return known;
}

function readContext(known: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    contextArguments().map((pair) => {
      const [key = "", ...rest] = pair.split("=");
      if (!known.includes(key) || rest.length === 0) {
        throw new ValidationError("context", {
          prop: "-c",
          must: `be followed by key=value with a key of ${known.join(", ")}`,
          got: pair,
          remedy: REMEDY,
        });
      }
      return [key, rest.join("=")];
    }),
  );
}

function contextArguments(): string[] {
  try {
    const { values } = parseArgs({ options: { context: { type: "string", short: "c", multiple: true } } });
    return values.context ?? [];
  } catch {
    throw new ValidationError("context", {
      prop: "arguments",
      must: "be pairs of -c key=value",
      got: process.argv.slice(2).join(" "),
      remedy: REMEDY,
    });
  }
}

const REMEDY = "see the README of the example";
