import { Token } from "cdktf";
import { parseCidr } from "./cidr";
import type { Checks } from "./checks";
import type { Rule } from "./rule";

/** A range of IPv4 addresses, e.g. `10.1.0.0/16` or `0.0.0.0/0`. */
export const ipv4Range: Rule<string> = {
  must: "be an IPv4 range with no bits set behind the prefix",
  isMet: (value) => parseCidr(value) !== undefined,
  hint: "write it like 10.1.0.0/16, and a single address like 10.1.2.3/32",
};

/** Checks ranges of which each gets a rule of a security group: how many there are must be known. */
export function checkRanges(c: Checks, prop: string, ranges: readonly string[]): void {
  if (Token.isUnresolved(ranges)) {
    c.known({ [prop]: ranges });
    return;
  }
  for (const [index, range] of ranges.entries()) {
    c.value(`${prop}[${index}]`, range, ipv4Range);
  }
}
