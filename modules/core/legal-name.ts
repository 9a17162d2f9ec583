import { createHash } from "node:crypto";

/**
 * A name that AWS takes, out of one that is made here and may be too long or have other characters: what can be kept of it,
 * and a hash of the whole, so that names which begin alike stay apart.
 *
 * @param illegal characters that AWS does not take, each of which becomes a hyphen @default none
 */
export function legalName(name: string, maxLength: number, illegal?: RegExp): string {
  const clean = illegal === undefined ? name : name.replace(illegal, "-");
  if (clean === name && name.length <= maxLength) {
    return name;
  }
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH);
  return `${clean.slice(0, maxLength - HASH_LENGTH - 1)}-${hash}`;
}

const HASH_LENGTH = 6;
