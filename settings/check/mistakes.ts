import type { Diagnostic } from "../../modules/core";
import type { Description } from "./description";
import { missing, unknown, wrong } from "./diagnostics";

type ObjectDescription = Extract<Description, { kind: "object" }>;
type Entries = Readonly<Record<string, unknown>>;

/**
 * All that is wrong with a value, however it came about: settings that there are not, that are missing, or of another
 * type. Nothing is said about names, ranges and what goes together: that is checked by who takes the value.
 *
 * @param path where the value stands, e.g. `services.app`
 */
export function mistakesOf(value: unknown, description: Description, path = ""): readonly Diagnostic[] {
  switch (description.kind) {
    case "list":
      // A hole in a list is a value that is missing, too; flatMap alone would pass it over.
      return Array.isArray(value)
        ? Array.from<unknown>(value).flatMap((entry, index) =>
            mistakesOf(entry, description.of, `${path}[${index}]`),
          )
        : [wrong(path, value, description)];
    case "map":
      return isObject(value)
        ? given(value).flatMap(([key, entry]) => mistakesOf(entry, description.of, join(path, key)))
        : [wrong(path, value, description)];
    case "object":
      return isObject(value) ? mistakesOfObject(value, description, path) : [wrong(path, value, description)];
    case "choice":
      return mistakesOfChoice(value, description, path);
    default:
      return isOfType(value, description) ? [] : [wrong(path, value, description)];
  }
}

function mistakesOfObject(
  value: Entries,
  description: ObjectDescription,
  path: string,
): readonly Diagnostic[] {
  const { props } = description;
  const unknowns = given(value)
    .filter(([key]) => !Object.hasOwn(props, key))
    .map(([key, entry]) => unknown(join(path, key), entry, key, description));
  // Who has misspelled a key has not forgotten it.
  const meant = unknowns.map(({ meant: key }) => key);
  return [
    ...unknowns.map(({ diagnostic }) => diagnostic),
    ...Object.entries(props).flatMap(([key, { type, isOptional }]) => {
      if (value[key] !== undefined) {
        return mistakesOf(value[key], type, join(path, key));
      }
      return isOptional || meant.includes(key) ? [] : [missing(join(path, key), type)];
    }),
  ];
}

/** Of several types the one counts of which the value is, or which it misses least. */
function mistakesOfChoice(
  value: unknown,
  description: Extract<Description, { kind: "choice" }>,
  path: string,
): readonly Diagnostic[] {
  const all = description.of.filter((one) => isOfKind(value, one));
  const [fewest] = all
    .map((one) => mistakesOf(value, one, path))
    .sort((one, other) => one.length - other.length);
  return fewest ?? [wrong(path, value, description)];
}

/** Whether a value can be meant as one of a type, apart from what is in it. */
function isOfKind(value: unknown, description: Description): boolean {
  switch (description.kind) {
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return isObject(value);
    default:
      return isOfType(value, description);
  }
}

function isOfType(value: unknown, description: Description): boolean {
  switch (description.kind) {
    case "text":
      return typeof value === "string";
    case "number":
    case "boolean":
      return typeof value === description.kind;
    case "literal":
      return value === description.value;
    case "pattern":
      return typeof value === "string" && new RegExp(description.source, "s").test(value);
    default:
      return description.kind === "anything";
  }
}

/** What was left out may also stand there as undefined. */
function given(value: Entries): [string, unknown][] {
  return Object.entries(value).filter(([, entry]) => entry !== undefined);
}

/** Neither a list nor an instance of a class. */
function isObject(value: unknown): value is Entries {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function join(path: string, key: string): string {
  const isPlain = /^[\w-]+$/.test(key);
  return isPlain ? `${path}${path === "" ? "" : "."}${key}` : `${path}[${JSON.stringify(key)}]`;
}
