import { createHash } from "node:crypto";
import type { EcsEventKind } from "./event-kinds";

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const MAX_LENGTH = 64;
const HASH_LENGTH = 6;

/**
 * Name of the rule for one kind of event: `<cluster>-<kind>`. A cluster whose name is too long for that is cut off
 * and told apart by a hash of its whole name.
 */
export function ruleName(clusterName: string, kind: EcsEventKind): string {
  const name = `${clusterName}-${kind}`;
  if (name.length <= MAX_LENGTH) {
    return name;
  }
  const hash = createHash("sha256").update(clusterName).digest("hex").slice(0, HASH_LENGTH);
  return `${clusterName.slice(0, MAX_LENGTH - HASH_LENGTH - kind.length - 2)}-${hash}-${kind}`;
}
