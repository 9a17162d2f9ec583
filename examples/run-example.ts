import type { App } from "cdktf";
import { checkContext, readArguments } from "../settings";
import { rules } from "../modules/core";
import { runProgram } from "../modules/program";

/**
 * Builds an example and writes its Terraform JSON; wrong input is printed, a line each, and nothing is written.
 *
 * @param defaults the context that the example knows; arguments `-c key=value` win over it
 */
export function runExample<Context extends Readonly<Record<string, string>>>(
  defaults: Context,
  build: (app: App, context: Context) => void,
): void {
  runProgram((app) => {
    build(app, readArguments(defaults, HINT));
  });
}

/** The value of a key that may be one of a few. */
export function oneOf<Value extends string>(key: string, value: string, values: readonly Value[]): Value {
  checkContext((c) => {
    c.value(key, value, rules.oneOf<string>(values, HINT));
  });
  return value as Value;
}

const HINT = "see the README of the example";
