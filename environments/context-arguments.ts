import { ValidationError } from "../modules/core";

/**
 * Reads arguments `-c key=value`; of the same key, the last one counts.
 *
 * @param hint what to do about others
 * @throws ValidationError
 */
export function contextArguments(args: readonly string[], hint: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (let index = 0; index < args.length; index += 2) {
    const [flag, pair] = [args[index], args[index + 1]];
    const match = /^([^=]+)=(.*)$/s.exec(pair ?? "");
    if ((flag !== "-c" && flag !== "--context") || match === null) {
      throw new ValidationError("context", {
        prop: "arguments",
        must: "be pairs of -c key=value",
        got: args.join(" "),
        hint,
      });
    }
    const [, key = "", value = ""] = match;
    values[key] = value;
  }
  return values;
}
