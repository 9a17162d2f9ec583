import type { Checks } from "../../core";
import type { GroupCapacity } from "../group-capacity";
import type { AttributeOf } from "./comparison";
import type { InstanceKind } from "./instance-kinds";
import { fulfils, type MemberOf } from "./member-of";

/**
 * Checks that there can be instances that fulfil all constraints of a task.
 *
 * @param choices groups of which one at least must have such instances; of a group whose instances are unknown nothing is said
 */
export function checkConstraints(
  c: Checks,
  constraints: readonly MemberOf[],
  choices: readonly (readonly (GroupCapacity | undefined)[])[],
): void {
  const known = choices.map((groups) => groups.filter((group) => group !== undefined));
  if (known.flat().length === 0) {
    return;
  }
  for (const { prop, expression, query } of constraints) {
    c.require(() => query !== undefined, {
      prop,
      must: "be an expression that is understood here, to check whether instances fulfil it",
      got: expression,
      hint: "write it like attribute:ecs.instance-type =~ t3.*, with parentheses where 'and' meets 'or', or acknowledge it",
      code: "ECS-FIT-011",
    });
  }
  for (const [index, groups] of known.entries()) {
    if (groups.length > 0 && groups.length === choices[index]?.length) {
      checkFulfilled(c, constraints, groups);
    }
  }
}

function checkFulfilled(c: Checks, constraints: readonly MemberOf[], groups: readonly GroupCapacity[]): void {
  const kinds = groups.flatMap((group) => group.kinds);
  const where = `the instances of ${groups.map(({ props }) => `group '${props.name}'`).join(" and ")}`;
  const broken = unfulfilled(
    constraints,
    kinds.map(({ attributeOf }) => attributeOf),
  );
  for (const { prop, got, names } of broken) {
    c.require(() => false, {
      prop,
      must: `be fulfilled by ${where}, whose ${factsOf(names, kinds)}`,
      got,
      hint: `correct it${waysOf(names)}: no task would ever find a place`,
      code: "ECS-FIT-010",
    });
  }
  const given = kinds.map(({ givenAttributeOf }) => givenAttributeOf);
  for (const { prop, got, names } of broken.length > 0 ? [] : unfulfilled(constraints, given)) {
    const missing = names.filter((name) => given.every((attributeOf) => attributeOf(name) === null));
    c.require(() => false, {
      prop,
      must: `ask for attributes that ${where} are given, and nothing here gives them ${missing.join(" and ")}`,
      got,
      hint: "correct it, add to 'instanceAttributes' of the group, or acknowledge what else gives it",
      code: "ECS-FIT-011",
    });
  }
}

/** What is to blame for that no instance fulfils all constraints. */
interface Unfulfilled {
  readonly prop: string;
  readonly got: unknown;
  /** Of the attributes. */
  readonly names: readonly string[];
}

/** The constraints that are false for all instances, or else all of them, if these are false together. */
function unfulfilled(constraints: readonly MemberOf[], instances: readonly AttributeOf[]): Unfulfilled[] {
  const isNever = (some: readonly MemberOf[]) => instances.every((one) => fulfils(some, one) === false);
  const alone = constraints.filter((constraint) => isNever([constraint]));
  if (alone.length > 0) {
    return alone.map((one) => ({ prop: one.prop, got: one.expression, names: namesIn([one]) }));
  }
  const got = constraints.map(({ expression }) => expression);
  return isNever(constraints) ? [{ prop: "placementConstraints", got, names: namesIn(constraints) }] : [];
}

function namesIn(constraints: readonly MemberOf[]): string[] {
  return [...new Set(constraints.flatMap(({ query }) => query?.attributes ?? []))];
}

/** E.g. `ecs.instance-type is t3.small or t3.large`. */
function factsOf(names: readonly string[], kinds: readonly InstanceKind[]): string {
  const facts = names.map((name) => {
    const values = new Set(kinds.map(({ attributeOf }) => attributeOf(name)));
    return { name, values: [...values].filter((value) => value !== undefined) };
  });
  return facts
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => `${name} is ${values.join(" or ")}`)
    .join(" and ");
}

/** How a user can give the instances other attributes. */
function waysOf(names: readonly string[]): string {
  const ways = new Set(names.map((name) => (WAYS.has(name) ? WAYS.get(name) : OWN_ATTRIBUTES)));
  const known = [...ways].filter((way) => way !== undefined);
  return known.length === 0 ? "" : `, or change ${known.join(" or ")}`;
}

const OWN_ATTRIBUTES = "'instanceAttributes' of the group";
const INSTANCE_TYPE = "'instanceType' of the group";
const WAYS: ReadonlyMap<string, string | undefined> = new Map([
  ["ecs.instance-type", INSTANCE_TYPE],
  ["ecs.cpu-architecture", INSTANCE_TYPE],
  ["ecs.availability-zone", "the zones of its network"],
  ["ecs.os-type", undefined],
]);
