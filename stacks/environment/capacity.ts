import type { CapacityProvider, CapacityProviderStrategyItem } from "../../modules/ecs-cluster";
import type { ByName } from "../../settings";
import type { Find, Named } from "./named";

/** The groups of instances that tasks may be on. */
export function capacityOf(
  groups: Named<CapacityProvider>,
  strategy: readonly ByName<CapacityProviderStrategyItem>[] | undefined,
  find: Find,
): CapacityProviderStrategyItem[] | undefined {
  return strategy?.map((item, index) => ({
    ...item,
    group: find(groups, `capacityProviderStrategy[${index}].group`, item.group),
  }));
}
