import type {
  EcsServiceOrderedPlacementStrategy,
  EcsServicePlacementConstraints,
} from "@cdktf/provider-aws/lib/ecs-service";
import type { IConstruct } from "constructs";
import { validateProp, ValidationError } from "../core";

/**
 * By what ECS chooses among the instances that a task fits on: spread over zones, instances or the values of an
 * attribute; packed onto as few instances as possible by what is left of CPU or memory; or by chance.
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

/** Checks placement strategies and returns what `aws_ecs_service` takes. */
export function renderStrategies(
  scope: IConstruct,
  strategies: readonly PlacementStrategy[],
): EcsServiceOrderedPlacementStrategy[] {
  const prop = "placementStrategies";
  validateProp(scope, prop, strategies, atMost(5));
  const rendered = strategies.map((strategy) => {
    if (strategy === "random") {
      return { type: "random" };
    }
    return "binpack" in strategy
      ? { type: "binpack", field: strategy.binpack }
      : { type: "spread", field: SPREAD_FIELDS[strategy.spread] ?? strategy.spread };
  });
  refuseTwins(scope, prop, rendered);
  return rendered;
}

/** Checks placement constraints and returns what `aws_ecs_service` takes. */
export function renderConstraints(
  scope: IConstruct,
  constraints: readonly PlacementConstraint[],
): EcsServicePlacementConstraints[] {
  const prop = "placementConstraints";
  validateProp(scope, prop, constraints, atMost(10));
  const rendered = constraints.map((constraint) => {
    return constraint === "distinctInstance"
      ? { type: "distinctInstance" }
      : { type: "memberOf", expression: constraint.memberOf };
  });
  refuseTwins(scope, prop, rendered);
  return rendered;
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
export function validateRebalancing(scope: IConstruct, input: RebalancingInput): void {
  const { maximumPercent, placementStrategies: [first] = [], placementConstraints = [] } = input;
  if (first !== undefined && !(typeof first === "object" && "spread" in first && first.spread === "zone")) {
    throw new ValidationError(scope, {
      prop: "placementStrategies[0]",
      must: 'be { "spread": "zone" } with \'zoneRebalancing\'',
      got: first,
      hint: "put it first",
    });
  }
  if (maximumPercent === 100) {
    throw new ValidationError(scope, {
      prop: "maximumPercent",
      must: "be greater than 100 with 'zoneRebalancing'",
      got: maximumPercent,
      hint: "a task is started in the new zone before one is stopped in the old",
    });
  }
  const byZone = placementConstraints.find(
    (constraint) =>
      typeof constraint === "object" &&
      constraint.memberOf.includes(ZONE_ATTRIBUTE.replace("attribute:", "")),
  );
  if (byZone !== undefined) {
    throw new ValidationError(scope, {
      prop: "placementConstraints",
      must: "not choose zones with 'zoneRebalancing'",
      got: byZone,
      hint: "remove the constraint",
    });
  }
}

function atMost(max: number) {
  return {
    must: `list at most ${max}`,
    isMet: (entries: readonly unknown[]) => entries.length <= max,
    hint: "AWS allows no more",
  };
}

function refuseTwins(scope: IConstruct, prop: string, entries: readonly object[]): void {
  const texts = entries.map((entry) => JSON.stringify(entry));
  const twin = texts.findIndex((text, index) => texts.indexOf(text) < index);
  if (twin >= 0) {
    throw new ValidationError(scope, {
      prop: `${prop}[${twin}]`,
      must: "differ from the ones before it",
      got: entries[twin],
      hint: "remove it",
    });
  }
}

const ZONE_ATTRIBUTE = "attribute:ecs.availability-zone";
const SPREAD_FIELDS: Readonly<Record<string, string>> = { zone: ZONE_ATTRIBUTE, instance: "instanceId" };
