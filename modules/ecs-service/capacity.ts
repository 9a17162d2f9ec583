import type { EcsServiceCapacityProviderStrategy } from "@cdktf/provider-aws/lib/ecs-service";
import type { IConstruct } from "constructs";
import { rules, validateProp, ValidationError } from "../core";
import type { Capacity } from "../ecs-cluster";

/**
 * Which part of a service's tasks is on one group of instances.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export interface CapacityShare {
  readonly group: Capacity;
  /** Its part of the tasks, in relation to the weights of the others, 0 to 1000. @default 1 */
  readonly weight?: number;
  /** Tasks that are placed on it before weights count, 0 to 100000; for one group only. @default 0 */
  readonly base?: number;
}

/**
 * Checks the shares and returns what `aws_ecs_service` takes. It is always given: a service that relies on the
 * cluster's default is changed by every plan.
 */
export function renderCapacity(
  scope: IConstruct,
  shares: readonly CapacityShare[],
): EcsServiceCapacityProviderStrategy[] {
  for (const [index, { group, weight, base }] of shares.entries()) {
    validateProp(scope, `capacity[${index}].weight`, weight, rules.integer(0, 1000, "the default is 1"));
    validateProp(scope, `capacity[${index}].base`, base, rules.integer(0, 100_000, "the default is 0"));
    if (shares.findIndex((share) => share.group === group) < index) {
      throw new ValidationError(scope, {
        prop: `capacity[${index}].group`,
        must: "be in one share only",
        got: group.capacityProviderName,
        hint: "add the weights up",
      });
    }
  }
  if (!shares.some(({ weight = 1 }) => weight > 0)) {
    throw new ValidationError(scope, {
      prop: "capacity",
      must: "have a share with a weight above 0",
      got: shares.map(({ weight }) => weight),
      hint: "leave 'weight' out for the main group",
    });
  }
  const withBase = shares.filter(({ base = 0 }) => base > 0);
  if (withBase.length > 1) {
    throw new ValidationError(scope, {
      prop: "capacity",
      must: "have a base for one group only",
      got: withBase.map(({ base }) => base),
      hint: "keep that of the most reliable group",
    });
  }
  return shares.map(({ group, weight = 1, base }) => ({
    capacityProvider: group.capacityProviderName,
    weight,
    base,
  }));
}
