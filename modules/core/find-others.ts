import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** The constructs like `one` that are in its stack so far besides it, for rules about what must be unique. */
export function findOthers<T extends IConstruct>(one: T, isAlike: (other: IConstruct) => other is T): T[] {
  return TerraformStack.of(one)
    .node.findAll()
    .filter(isAlike)
    .filter((other) => other !== one);
}
