import type { CheckCode, Diagnostic } from "../core";
import type { GroupCapacity } from "../capacity";
import type { Rollout } from "./rollout";
import { placesBeside, type Situation } from "./places";
import { type Blocked, type Counts, firstBlocked, firstBlockedShift } from "./rolling-update";
import { notFollowing } from "./step-scaling";
import { notFollowingHint, waysOut } from "./ways-out";

/**
 * Why a service does not get all the tasks that it can want, or one of its deployments does not end, from some number of
 * tasks and instances that there can be; undefined if all is well. That a service wants more tasks than its instances hold
 * is told elsewhere.
 */
export function rolloutProblem(rollout: Rollout): Diagnostic | undefined {
  return certain(rollout) ?? unfollowed(rollout) ?? crowded(rollout) ?? scheduled(rollout);
}

/** All instances that there can be, and the fewest tasks of others. */
export const AT_BEST: Situation = { size: greatest, offered: "most", others: "minTasks" };

function greatest(group: GroupCapacity | undefined): number | undefined {
  return group?.props.maxSize;
}

interface BlockedIn {
  readonly blocked: Blocked;
  readonly places: number;
  /** The most tasks that were looked at. */
  readonly most: number;
}

function blockedIn(
  { counts, bounds, strategy, demand, groups }: Rollout,
  situation: Situation,
  among: Counts = counts,
): BlockedIn | undefined {
  const places = placesBeside(demand, groups, situation);
  const blocked =
    strategy === "rolling" ? firstBlocked(among, bounds, places) : firstBlockedShift(among, places);
  return blocked && { blocked, places, most: among.max };
}

function certain(rollout: Rollout): Diagnostic | undefined {
  const found = blockedIn(rollout, AT_BEST);
  return found && describe(rollout, found, { situation: AT_BEST, code: "ECS-ROLL-001", while: "" });
}

function unfollowed(rollout: Rollout): Diagnostic | undefined {
  const { demand, groups, isOnlyGroup, counts, countProp } = rollout;
  const reasons = new Map(groups.map((group) => [group, group && notFollowing(group, demand, isOnlyGroup)]));
  const size = (group: GroupCapacity | undefined) =>
    reasons.get(group) === undefined ? greatest(group) : group?.props.sizes?.minSize;
  const situation = { ...AT_BEST, size };
  const found = blockedIn(rollout, situation);
  const [group, reason] = [...reasons].find(([, one]) => one !== undefined) ?? [];
  if (found === undefined || group === undefined || reason === undefined) {
    return undefined;
  }
  const most = Math.min(found.blocked.tasks - 1, found.places);
  return {
    prop: countProp,
    must: `be at most ${most}: step scaling adds no instance to group '${group.props.name}' when a task finds no place`,
    got: counts.max,
    hint: notFollowingHint(rollout, group, reason, situation),
    code: "ECS-ROLL-003",
  };
}

/** What is probably free, when all services have their most tasks. */
function crowded(rollout: Rollout): Diagnostic | undefined {
  const situation: Situation = { size: greatest, offered: "likely", others: "maxTasks" };
  const found = blockedIn(rollout, situation);
  return (
    found &&
    describe(rollout, found, {
      situation,
      code: "ECS-ROLL-002",
      while: ", while all services have their most tasks",
    })
  );
}

/** With the fewest tasks, while the schedule holds that allows the fewest instances. */
function scheduled(rollout: Rollout): Diagnostic | undefined {
  const situation: Situation = { ...AT_BEST, size: (group) => group?.props.sizes?.leastMaxSize };
  const { min } = rollout.counts;
  const found = blockedIn(rollout, situation, { min, max: min });
  return (
    found &&
    describe(rollout, found, {
      situation,
      code: "ECS-ROLL-002",
      while: ", while a schedule allows the fewest instances",
    })
  );
}

/** Undefined where some tasks find no place at all: that is told by the checks of what fits. */
function describe(
  rollout: Rollout,
  { blocked: { tasks, because }, places, most }: BlockedIn,
  found: { readonly situation: Situation; readonly code: CheckCode; readonly while: string },
): Diagnostic | undefined {
  const { bounds, strategy } = rollout;
  const { code } = found;
  const hint = waysOut(rollout, tasks, because, found.situation);
  if (because !== "no-step" && most > places) {
    return undefined;
  }
  switch (because) {
    case "no-place":
      return undefined;
    case "no-step":
      return {
        prop: "maximumPercent",
        must: `allow one task more than ${tasks}, since 'minimumHealthyPercent' (${bounds.minimumHealthyPercent}) lets none stop first`,
        got: bounds.maximumPercent,
        hint,
        code,
      };
    case "no-room":
      return {
        prop: "minimumHealthyPercent",
        must: `let one of ${tasks} tasks stop first, since there is no room for one more${found.while}`,
        got: bounds.minimumHealthyPercent,
        hint,
        code,
      };
    case "no-room-twice":
      return {
        prop: "deployment.strategy",
        must: `be rolling, since there is no room for ${tasks} tasks of each of two versions${found.while}`,
        got: strategy,
        hint,
        code,
      };
  }
}
