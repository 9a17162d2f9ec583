import { Token } from "cdktf";

/** What CDKTF writes into lists, and into keys of maps, in place of values that only Terraform knows. */
const PART_OF_TOKEN = /[#&]\{TfToken\[/;

/** Whether a value as a whole is CDKTF's placeholder for one that only Terraform knows, or an entry of such a list. */
export function isPlaceholder(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === "string" && PART_OF_TOKEN.test(value));
}

/**
 * Whether a value is known while the program runs, all the way down. What another resource or a variable provides is
 * known to Terraform only: until then it is a placeholder, and comparing that says nothing.
 */
export function isKnown(value: unknown): boolean {
  if (isPlaceholder(value)) {
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
