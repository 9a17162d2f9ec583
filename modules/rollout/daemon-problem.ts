import type { GroupCapacity } from "../capacity";
import type { Diagnostic } from "../core";
import { greatestMinimum, mayStop } from "./rolling-update";

/**
 * Why a deployment of a daemon does not end; undefined if it does. There is no second task on an instance, so that an old
 * one must stop first: of the fewest instances that there can be, one must be allowed to be without.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function daemonProblem(
  minimumHealthyPercent: number,
  groups: readonly (GroupCapacity | undefined)[],
): Diagnostic | undefined {
  const sizes = groups.map((group) => group?.props.sizes?.minSize);
  const fewest = Math.max(
    1,
    sizes.reduce<number>((sum, size) => sum + (size ?? Infinity), 0),
  );
  if (!Number.isFinite(fewest) || mayStop(fewest, { minimumHealthyPercent, maximumPercent: 100 })) {
    return undefined;
  }
  const minSize = Math.ceil(100 / (100 - minimumHealthyPercent));
  const larger = Number.isFinite(minSize) ? `, or ${minSize} instances at least` : "";
  return {
    prop: "minimumHealthyPercent",
    must: `let a task stop first when there ${fewest === 1 ? "is 1 instance" : `are ${fewest} instances`}, since there is no second one on an instance`,
    got: minimumHealthyPercent,
    hint: `take ${greatestMinimum(fewest)}${larger}`,
    code: "ECS-ROLL-004",
  };
}
