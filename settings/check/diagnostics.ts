import { type Diagnostic, nearest } from "../../modules/core";
import type { Description } from "./description";
import { inWords } from "./words";

/** A setting that there is not, and the one that was meant if it is spelled nearly so. */
export interface UnknownSetting {
  readonly diagnostic: Diagnostic;
  readonly meant: string | undefined;
}

export function unknown(
  prop: string,
  got: unknown,
  key: string,
  { props }: Extract<Description, { kind: "object" }>,
): UnknownSetting {
  const known = Object.keys(props);
  const meant = nearest(key, known);
  const [deeper] = Object.entries(props).filter(([, { type }]) => hasKey(type, key));
  const hint =
    meant !== undefined
      ? `write ${JSON.stringify(meant)}`
      : deeper !== undefined
        ? `it stands in '${deeper[0]}'`
        : `remove it; there are ${known.join(", ")}`;
  return { diagnostic: { prop, must: "be a setting that there is", got, hint }, meant };
}

export function missing(prop: string, type: Description): Diagnostic {
  return { prop, must: "be given", got: undefined, hint: `add it: ${inWords(type)}` };
}

export function wrong(prop: string, got: unknown, type: Description): Diagnostic {
  return { prop, must: `be ${inWords(type)}`, got, hint: correction(got, type) };
}

/** What to write instead, where it can be guessed. */
function correction(got: unknown, type: Description): string {
  const texts = valuesOf(type);
  const meant = typeof got === "string" ? nearest(got, texts) : undefined;
  if (meant !== undefined) {
    return `write ${JSON.stringify(meant)}`;
  }
  const withoutQuotes = typeof got === "string" && got.trim() !== "" && !Number.isNaN(Number(got));
  if (withoutQuotes && inWords(type).includes("a number")) {
    return `write ${got} without quotes`;
  }
  if (typeof got === "number" && inWords(type).includes("a text")) {
    return `write "${got}" in quotes`;
  }
  return "correct it";
}

/** The texts of which one must be taken. */
function valuesOf(type: Description): string[] {
  switch (type.kind) {
    case "literal":
      return typeof type.value === "string" ? [type.value] : [];
    case "choice":
      return type.of.flatMap(valuesOf);
    default:
      return [];
  }
}

/** Whether a setting has a key of its own, itself or in what it lists. */
function hasKey(type: Description, key: string): boolean {
  switch (type.kind) {
    case "object":
      return Object.hasOwn(type.props, key);
    case "list":
      return hasKey(type.of, key);
    case "choice":
      return type.of.some((one) => hasKey(one, key));
    default:
      return false;
  }
}
