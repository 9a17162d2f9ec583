import { CAPABILITIES } from "../../ecs-task";
import type { Value } from "../syntax";

/** Reads `cap_add` or `cap_drop`. Docker takes small letters and `CAP_` too, ECS does not. */
export function readCapabilities(value: Value | undefined): string[] | undefined {
  const names = value?.items().flatMap((item) => item.parsed(capability, "a capability", HINT) ?? []) ?? [];
  return names.length === 0 ? undefined : names;
}

function capability(text: string): string | undefined {
  const name = text.toUpperCase().replace(/^CAP_/, "");
  return CAPABILITIES.includes(name) ? name : undefined;
}

const HINT = "take one that ECS knows, such as NET_ADMIN";
