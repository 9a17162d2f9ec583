import type { LostResource } from "./lost-resources";
import { referencesIn } from "./references";
import type { StackBlocks } from "./stack-blocks";

/** The resources such that what others refer to comes first, and otherwise as they are. */
export function inDependencyOrder(resources: readonly LostResource[], blocks: StackBlocks): LostResource[] {
  const byAddress = new Map(resources.map((one) => [one.address, one]));
  const ordered = new Set<LostResource>();
  const visit = (one: LostResource) => {
    if (!byAddress.delete(one.address)) {
      return;
    }
    for (const address of referencesIn(JSON.stringify(blocks.find(one.address) ?? {}))) {
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
