import type { LostResource } from "./lost-resources";
import type { StackBlocks } from "./stack-blocks";

/** The resources such that what others need comes first, and otherwise as they are. */
export function inDependencyOrder(resources: readonly LostResource[], blocks: StackBlocks): LostResource[] {
  const byAddress = new Map(resources.map((one) => [one.address, one]));
  const ordered = new Set<LostResource>();
  const visit = (one: LostResource) => {
    if (!byAddress.delete(one.address)) {
      return;
    }
    for (const address of blocks.dependenciesOf(one.address)) {
      const other = byAddress.get(address);
      if (other !== undefined) {
        visit(other);
      }
    }
    ordered.add(one);
  };
  resources.forEach(visit);
  return [...ordered];
}
