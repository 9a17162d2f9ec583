import { Token } from "cdktf";

/**
 * Whether a value is known while the program runs, all the way down. What another resource or a variable provides is
 * known to Terraform only: until then it is a placeholder, and comparing that says nothing.
 */
export function isKnown(value: unknown): boolean {
  if (Token.isUnresolved(value)) {
    return false;
  }
  if (Array.isArray(value)) {
    return value.every(isKnown);
  }
  return !isPlainObject(value) || Object.entries(value).flat().every(isKnown);
}

/** Constructs and other instances of classes are known as such, whatever they hold. */
function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
