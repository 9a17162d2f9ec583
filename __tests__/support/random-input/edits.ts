import fc from "fast-check";
import type { Description } from "../../../settings/check/description";
import { arbitraryOf } from "./arbitrary-of";

/** A setting or a prop, and another value of it. */
export interface Edit {
  readonly place: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * Edits of something that is right.
 *
 * @param path of it, by which values are chosen: `EcsService`
 */
export function randomEdits(
  base: unknown,
  description: Description,
  path = "",
): fc.Arbitrary<readonly Edit[]> {
  const edits = placesOf(base, description, [], path).map(({ place, path: at, type }) =>
    fc.record({ place: fc.constant(place), value: arbitraryOf(type, at) }),
  );
  return fc.array(fc.oneof(...edits), { maxLength: 6, size: "medium" });
}

/** What becomes of something by edits. */
export function edited(base: unknown, edits: readonly Edit[]): unknown {
  const result = structuredClone(base);
  for (const { place, value } of edits) {
    let holder = result;
    for (const key of place.slice(0, -1)) {
      // What an earlier edit has put here may be anything.
      holder = (holder as Record<string, unknown> | null | undefined)?.[key];
    }
    if (typeof holder === "object" && holder !== null) {
      (holder as Record<string, unknown>)[String(place.at(-1))] = structuredClone(value);
    }
  }
  return result;
}

interface Place {
  readonly place: readonly (string | number)[];
  /** The same for any name and number: `services{}.containers[].cpu`. */
  readonly path: string;
  readonly type: Description;
}

/** All settings that a value has or could have, also in what is in it. */
function placesOf(value: unknown, type: Description, place: Edit["place"], path: string): Place[] {
  const here = place.length === 0 ? [] : [{ place, path, type }];
  if (type.kind === "choice") {
    const kind = type.of.find((one) => ["object", "list", "map"].includes(one.kind));
    return [
      ...here,
      ...(kind === undefined || typeof value !== "object" ? [] : inner(value, kind, place, path)),
    ];
  }
  return [...here, ...(typeof value === "object" && value !== null ? inner(value, type, place, path) : [])];
}

function inner(value: object | null, type: Description, place: Edit["place"], path: string): Place[] {
  const entries = Object.entries(value ?? {}) as [string, unknown][];
  switch (type.kind) {
    case "object":
      return Object.entries(type.props).flatMap(([key, prop]) => {
        const below = (value as Record<string, unknown> | null)?.[key];
        return placesOf(below, prop.type, [...place, key], path === "" ? key : `${path}.${key}`);
      });
    case "map":
      return entries.flatMap(([key, below]) => placesOf(below, type.of, [...place, key], `${path}{}`));
    case "list":
      return entries.flatMap(([key, below]) =>
        placesOf(below, type.of, [...place, Number(key)], `${path}[]`),
      );
    default:
      return [];
  }
}
