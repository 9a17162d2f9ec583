import type {
  EcsServiceOrderedPlacementStrategy,
  EcsServicePlacementConstraints,
} from "@cdktf/provider-aws/lib/ecs-service";
import { type Checks, isKnown } from "../core";

/**
 * How ECS chooses among the instances that a task fits on: spread over zones, instances or the values of an
 * attribute; packed onto as few instances as possible by what is left of CPU or memory; or at random.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
 */
export type PlacementStrategy =
  | { readonly spread: "zone" | "instance" | `attribute:${string}` }
  | { readonly binpack: "cpu" | "memory" }
  | "random";

/**
 * Which instances a task may be on: one that has no other task of the service, or those that an expression such as
 * `attribute:ecs.instance-type =~ c7g.*` finds.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
 */
export type PlacementConstraint = "distinctInstance" | { readonly memberOf: string };

export function checkPlacementStrategies(c: Checks, strategies: readonly PlacementStrategy[]): void {
  c.known({ placementStrategies: strategies });
  if (isKnown(strategies)) {
    checkEntries(c, "placementStrategies", 5, renderStrategies(strategies));
  }
}

export function checkPlacementConstraints(c: Checks, constraints: readonly PlacementConstraint[]): void {
  checkEntries(c, "placementConstraints", 10, renderConstraints(constraints));
}

/** Placement strategies as `aws_ecs_service` takes them. */
export function renderStrategies(
  strategies: readonly PlacementStrategy[],
): EcsServiceOrderedPlacementStrategy[] {
  return strategies.map((strategy) => {
    if (strategy === "random") {
      return { type: "random" };
    }
    return "binpack" in strategy
      ? { type: "binpack", field: strategy.binpack }
      : { type: "spread", field: SPREAD_FIELDS[strategy.spread] ?? strategy.spread };
  });
}

/** Placement constraints as `aws_ecs_service` takes them. */
export function renderConstraints(
  constraints: readonly PlacementConstraint[],
): EcsServicePlacementConstraints[] {
  return constraints.map((constraint) => {
    return constraint === "distinctInstance"
      ? { type: "distinctInstance" }
      : { type: "memberOf", expression: constraint.memberOf };
  });
}

/** What rebalancing depends on. */
export interface RebalancingInput {
  readonly maximumPercent: number;
  readonly placementStrategies?: readonly PlacementStrategy[];
  readonly placementConstraints?: readonly PlacementConstraint[];
}

/**
 * Refuses rebalancing where ECS does.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
export function checkRebalancing(c: Checks, input: RebalancingInput): void {
  const { maximumPercent, placementStrategies: [first] = [], placementConstraints = [] } = input;
  const spreadsOverZones = () => typeof first === "object" && "spread" in first && first.spread === "zone";
  c.require(() => first === undefined || spreadsOverZones(), {
    prop: "placementStrategies[0]",
    must: 'be { "spread": "zone" } with \'zoneRebalancing\'',
    got: first,
    hint: "put it first",
  });
  c.require(() => maximumPercent > 100, {
    prop: "maximumPercent",
    must: "be greater than 100 with 'zoneRebalancing'",
    got: maximumPercent,
    hint: "a task is started in the new zone before one is stopped in the old",
  });
  const byZone = placementConstraints.find(
    (constraint) => typeof constraint === "object" && constraint.memberOf.includes("ecs.availability-zone"),
  );
  c.require(() => byZone === undefined, {
    prop: "placementConstraints",
    must: "not choose zones with 'zoneRebalancing'",
    got: byZone,
    hint: "remove the constraint",
  });
}

function checkEntries(c: Checks, prop: string, max: number, rendered: readonly object[]): void {
  c.require(() => rendered.length <= max, {
    prop,
    must: `list at most ${max}`,
    got: rendered.length,
    hint: "AWS allows no more",
  });
  const texts = rendered.map((entry) => JSON.stringify(entry));
  for (const [index, got] of rendered.entries()) {
    c.require(() => texts.indexOf(JSON.stringify(got)) === index, {
      prop: `${prop}[${index}]`,
      must: "differ from the ones before it",
      got,
      hint: "remove it",
    });
  }
}

const ZONE_ATTRIBUTE = "attribute:ecs.availability-zone";
const SPREAD_FIELDS: Readonly<Record<string, string>> = { zone: ZONE_ATTRIBUTE, instance: "instanceId" };
