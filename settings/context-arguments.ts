import { type Checks, nearest, rules } from "../modules/core";
import { checkContext } from "./check-context";

/**
 * Reads arguments `-c key=value`; of the same key, the last one counts.
 *
 * @param hint what to do about others
 * @throws ValidationError
 */
export function contextArguments(args: readonly string[], hint: string): Record<string, string> {
  const pairs = args.flatMap((flag, index) => (index % 2 === 0 ? [pairOf(flag, args[index + 1])] : []));
  checkContext((c) => {
    c.require(() => pairs.every((pair) => pair !== undefined), {
      prop: "arguments",
      must: "be pairs of -c key=value",
      got: args.join(" "),
      hint,
    });
  });
  return Object.fromEntries(pairs.flatMap((pair) => (pair === undefined ? [] : [pair])));
}

function pairOf(flag: string, text = ""): [string, string] | undefined {
  const [, key, value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  return key === undefined || (flag !== "-c" && flag !== "--context") ? undefined : [key, value];
}

/**
 * Reads the arguments of a program that knows a few keys.
 *
 * @param defaults the keys that it knows, with their values unless an argument names another
 * @throws ValidationError
 */
export function readArguments<Context extends Readonly<Record<string, string>>>(
  defaults: Context,
  hint: string,
): Context {
  const values = contextArguments(process.argv.slice(2), hint);
  checkContext((c) => {
    checkKeys(c, Object.keys(values), Object.keys(defaults), hint);
  });
  return { ...defaults, ...values };
}

/** @param otherwise what to do about a key that is like none that is known */
export function checkKeys(
  c: Checks,
  keys: readonly string[],
  known: readonly string[],
  otherwise: string,
): void {
  for (const key of keys) {
    const meant = nearest(key, known);
    const hint = meant === undefined ? otherwise : `write ${JSON.stringify(meant)}`;
    c.value("key", key, rules.oneOf(known, hint));
  }
}
