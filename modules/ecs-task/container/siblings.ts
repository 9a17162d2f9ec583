import type { Checks } from "../../core";
import type { Sibling } from "./facet";

/** The container of the same task that `from` names in `prop`; refused and `undefined` if there is none. */
export function siblingNamed(
  c: Checks,
  prop: string,
  name: string,
  from: Sibling,
  containers: readonly Sibling[],
): Sibling | undefined {
  const found = containers.find((container) => container.name === name);
  const others = containers.filter((one) => one !== from).map((one) => one.name);
  c.require(() => found !== undefined, {
    prop,
    must: "name containers of the same task",
    got: name,
    hint: `the others are ${JSON.stringify(others)}`,
  });
  return found;
}

/** The container that a link leads to: the part before the alias. */
export function linkedContainer(link: string): string {
  return link.split(":")[0] ?? link;
}
