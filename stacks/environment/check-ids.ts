import type { IConstruct } from "constructs";
import { check } from "../../modules/core";

/**
 * Constructs of the stack have ids that are addresses: a key that makes the same ones cannot be taken.
 *
 * @param prop where the key stands in the settings
 */
export function checkIds(stack: IConstruct, prop: string, ids: readonly string[]): void {
  const taken = ids.find((id) => stack.node.tryFindChild(id) !== undefined);
  check(stack, (c) => {
    c.require(() => taken === undefined, {
      prop,
      must: "have a key and a name that nothing else in the stack has",
      got: taken,
      hint: "choose another one",
    });
  });
}
