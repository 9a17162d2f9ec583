import { isPlaceholder } from "./is-known";

/** A value as a message shows it. What only Terraform knows is called so: CDKTF's placeholder tells nobody anything. */
export function showValue(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  if (isPlaceholder(value)) {
    return "a value that only Terraform knows";
  }
  return JSON.stringify(value, (_, inner: unknown) =>
    isPlaceholder(inner) ? "(known to Terraform)" : inner,
  );
}
