import type { IConstruct } from "constructs";
import { check } from "../../modules/core";

/**
 * Constructs of the stack have ids that are addresses: a key that makes the same ones cannot be taken.
 *
 * @param prop where the key stands in the settings
 * @param ids of all that is made for it in the stack, outputs among them
 */
export function checkIds(
  stack: IConstruct,
  prop: string,
  ids: readonly string[],
  hint = "choose another one",
): void {
  const taken = ids.find((id) => LEFT_OUT.includes(id) || stack.node.tryFindChild(id) !== undefined);
  check(stack, (c) => {
    c.require(() => taken === undefined, {
      prop,
      must: "have a key and a name that nothing else in the stack has",
      got: taken,
      hint,
    });
  });
}

/** CDKTF leaves them out of addresses, which are then those of something else. */
const LEFT_OUT = ["Default", "Resource"];
