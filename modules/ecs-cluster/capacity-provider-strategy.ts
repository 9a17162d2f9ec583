import type { IConstruct } from "constructs";
import { checkAtSynthesis, type Checks, rules } from "../core";
import type { CapacityProvider, IEcsCluster } from "./iecs-cluster";

/**
 * How many of the tasks of a service are on one group of instances.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export interface CapacityProviderStrategyItem {
  /** `EcsInstances`, or one of the `capacityProviders` of a cluster. */
  readonly group: CapacityProvider;
  /** Its part of the tasks, in relation to the weights of the others, 0 to 1000. @default 1 */
  readonly weight?: number;
  /** Tasks that are placed on it before weights count, 0 to 100000; for one group only. @default 0 */
  readonly base?: number;
}

/** An item as ECS takes it. */
export interface RenderedStrategyItem {
  readonly capacityProvider: string;
  readonly weight: number;
  readonly base?: number;
}

/** Checks, when everything has been built, that the cluster of `scope` has instances. */
export function requireInstances(scope: IConstruct, cluster: IEcsCluster): void {
  checkAtSynthesis(scope, (c) => {
    c.require(() => cluster.instances.length > 0, {
      prop: "cluster",
      must: "have instances to place tasks on",
      got: cluster.clusterName,
      hint: "create EcsInstances for it",
    });
  });
}

/**
 * Checks, when everything has been built, that `scope` needs no strategy: ECS would spread its tasks over all groups, an
 * image for x86 on ARM instances, too, and a database on Spot.
 */
export function requireSingleGroup(scope: IConstruct, cluster: IEcsCluster): void {
  checkAtSynthesis(scope, (c) => {
    const groups = cluster.capacityProviders;
    c.require(() => groups.length <= 1, {
      prop: "capacityProviderStrategy",
      must: `be given, since the cluster has ${groups.length} groups of instances`,
      got: undefined,
      hint: "name the groups that the tasks may be on: [{ group }]",
    });
  });
}

export function checkCapacityProviderStrategy(
  c: Checks,
  strategy: readonly CapacityProviderStrategyItem[],
  cluster: IEcsCluster,
): void {
  const prop = "capacityProviderStrategy";
  c.require(() => cluster.launchType === undefined, {
    prop,
    must: `be left out on a cluster with launch type ${cluster.launchType}`,
    got: strategy.map(({ group }) => group.capacityProviderName),
    of: [],
    hint: "name the cluster's 'capacityProviders' in place of its 'launchType'",
  });
  for (const [index, item] of strategy.entries()) {
    c.at(`${prop}[${index}]`).each<CapacityProviderStrategyItem>(item, {
      weight: rules.integer(0, 1000, "weights count in relation to each other"),
      base: rules.integer(0, 100_000, "leave it out for none"),
    });
  }
  const names = strategy.map(({ group }) => group.capacityProviderName);
  const repeated = strategy.findIndex(
    ({ group }, index) => names.indexOf(group.capacityProviderName) < index,
  );
  c.require(() => repeated < 0, {
    prop: `${prop}[${repeated}].group`,
    must: "be in one item only",
    got: names[repeated],
    of: [],
    hint: "add the weights up",
  });
  const weights = strategy.map(({ weight = 1 }) => weight);
  c.require(() => weights.some((weight) => weight > 0), {
    prop,
    must: "have an item with a weight above 0",
    got: weights,
    hint: "leave 'weight' out for the main group",
  });
  const bases = strategy.map(({ base = 0 }) => base);
  c.require(() => bases.filter((base) => base > 0).length <= 1, {
    prop,
    must: "have a base for one group only",
    got: bases,
    hint: "keep that of the most reliable group",
  });
}

/**
 * Gives `use` the strategy as ECS takes it: the given one, or the cluster's group once it has joined. It is always
 * rendered: a service that relies on the cluster's default is changed by every plan.
 */
export function renderCapacityProviderStrategy(
  cluster: IEcsCluster,
  strategy: readonly CapacityProviderStrategyItem[] | undefined,
  use: (items: RenderedStrategyItem[]) => void,
): void {
  if (strategy !== undefined) {
    use(strategy.map(renderItem));
    return;
  }
  cluster.forEachCapacityProvider((group) => {
    use([renderItem({ group })]);
  });
}

function renderItem({ group, weight = 1, base }: CapacityProviderStrategyItem): RenderedStrategyItem {
  return { capacityProvider: group.capacityProviderName, weight, base };
}
