import type { Checks } from "./checks";
import { isPlaceholder } from "./is-known";

/**
 * Refuses what cannot stand in a JSON text, such as container definitions and policies: a text may have parts that only
 * Terraform knows; a number, a list or a name of an entry may not.
 *
 * @returns whether nothing was refused: what was cannot be looked at any further
 */
export function checkJson(c: Checks, prop: string, value: unknown): boolean {
  if (typeof value === "string" || value === undefined || value === null) {
    return true;
  }
  if (isPlaceholder(value)) {
    c.known({ [prop]: value });
    return false;
  }
  if (Array.isArray(value)) {
    return value.map((entry, index) => checkJson(c, `${prop}[${index}]`, entry)).every(Boolean);
  }
  return typeof value !== "object" || checkEntries(c, prop, value);
}

function checkEntries(c: Checks, prop: string, value: object): boolean {
  const keys = Object.keys(value);
  if (keys.some(isPlaceholder)) {
    c.known({ [prop]: keys });
    return false;
  }
  return Object.entries(value)
    .map(([key, entry]) => checkJson(c, `${prop}.${key}`, entry))
    .every(Boolean);
}
