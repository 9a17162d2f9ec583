import { parseCidr } from "./cidr";
import type { Rule } from "./rule";

/** A range of IPv4 addresses, e.g. `10.1.0.0/16` or `0.0.0.0/0`. */
export const ipv4Range: Rule<string> = {
  must: "be an IPv4 range with no bits set behind the prefix",
  isMet: (value) => parseCidr(value) !== undefined,
  hint: "write it like 10.1.0.0/16, and a single address like 10.1.2.3/32",
};
