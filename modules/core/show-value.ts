import { Token } from "cdktf";

/** A value as a message shows it. What only Terraform knows is called so: CDKTF's placeholder tells nobody anything. */
export function showValue(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  if (Token.isUnresolved(value)) {
    return "a value that only Terraform knows";
  }
  return JSON.stringify(value, (_, inner: unknown) =>
    Token.isUnresolved(inner) ? "(known to Terraform)" : inner,
  );
}
