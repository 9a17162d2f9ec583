import { isPlaceholder } from "./is-known";

/** A value as a message shows it. What only Terraform knows is called so: CDKTF's placeholder tells nobody anything. */
export function showValue(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  if (isPlaceholder(value)) {
    return "a value that only Terraform knows";
  }
  try {
    const shown = JSON.stringify(value, (_, inner: unknown) =>
      isPlaceholder(inner) ? "(known to Terraform)" : inner,
    ) as string | undefined;
    return shown ?? `a ${typeof value}`;
  } catch {
    // A bigint, or an object that is in itself.
    return `a ${typeof value}`;
  }
}
