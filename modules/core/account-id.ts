import type { Rule } from "./rule";

/** The number of an account of AWS. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const accountId: Rule<unknown> = {
  must: "be the number of an account, 12 digits in quotes",
  isMet: (value) => typeof value === "string" && /^\d{12}$/.test(value),
  hint: 'write it like "123456789012"',
};
