import { legalName } from "../core";
import type { EcsEventKind } from "./event-kinds";

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const MAX_LENGTH = 64;

/**
 * Name of the rule for one kind of event: `<cluster>-<kind>`. A cluster whose name is too long for that is cut off
 * and told apart by a hash of its whole name.
 */
export function ruleName(clusterName: string, kind: EcsEventKind): string {
  return `${legalName(clusterName, MAX_LENGTH - `-${kind}`.length)}-${kind}`;
}
