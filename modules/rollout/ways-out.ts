import type { GroupCapacity } from "../capacity";
import type { Rollout } from "./rollout";
import { placesBeside, type Situation } from "./places";
import { type Blocked, greatestMinimum, leastMaximum } from "./rolling-update";
import type { NotFollowing } from "./step-scaling";

/** What a user can change so that a deployment ends, with the numbers that do. */
export function waysOut(
  rollout: Rollout,
  tasks: number,
  because: Blocked["because"],
  situation: Situation,
): string {
  const minimum = `minimumHealthyPercent ${greatestMinimum(tasks)}`;
  switch (because) {
    case "no-step":
      return `take maximumPercent ${leastMaximum(tasks)} or ${minimum}: ECS could replace no task`;
    case "no-room-twice":
      return `take ${oneOf(["the strategy rolling", "fewer tasks", ...largerGroup(rollout, situation, 2)])}`;
    default:
      return `take ${oneOf([minimum, ...largerGroup(rollout, situation), ...dynamicPort(rollout, situation)])}`;
  }
}

/** What a user can change so that instances come when tasks find no place. */
export function notFollowingHint(
  rollout: Rollout,
  group: GroupCapacity,
  { because, reserved }: NotFollowing,
  situation: Situation,
): string {
  const fewest = { ...situation, size: () => group.props.sizes?.minSize };
  const enough = largerGroup(rollout, fewest, 1, "minSize");
  const ways = ['its scaling "managed"', ...enough];
  switch (because) {
    case "utilization":
      return `take ${oneOf([...ways, 'the metric "reservation"'])}: what tasks use tells nothing about places`;
    case "no-instance":
      return `take ${oneOf(ways)}: there is no metric while there is no instance`;
    case "several-groups":
      return `take ${oneOf(ways)}: the metrics are those of all groups of the cluster`;
    case "threshold":
      return `take ${oneOf([...ways, `an 'addAtPercent' of ${reserved.cpu} for cpu or ${reserved.memoryMiB} for memory`])}: so much full instances of group '${group.props.name}' reserve`;
  }
}

/** A size of the only group at which there is room for the most tasks, once or twice, and for one that replaces another. */
function largerGroup(
  { demand, groups, counts }: Rollout,
  situation: Situation,
  times: 1 | 2 = 1,
  prop: "maxSize" | "minSize" = "maxSize",
): string[] {
  const [group, ...others] = groups;
  const now = group && situation.size(group);
  if (now === undefined || others.length > 0) {
    return [];
  }
  const wanted = times === 2 ? 2 * counts.max : counts.max + 1;
  for (let size = now + 1; size <= now + wanted; size += 1) {
    if (placesBeside(demand, groups, { ...situation, size: () => size }) >= wanted) {
      return [`${prop} ${size} of group '${group?.props.name ?? ""}'`];
    }
  }
  return [];
}

/** Where it would make room. */
function dynamicPort({ demand, groups, counts }: Rollout, situation: Situation): string[] {
  const makesRoom =
    demand.hostPorts.length > 0 && placesBeside({ ...demand, hostPorts: [] }, groups, situation) > counts.max;
  return makesRoom ? ["a host port that ECS picks"] : [];
}

function oneOf(ways: readonly string[]): string {
  return ways.length > 1 ? `${ways.slice(0, -1).join(", ")} or ${ways.at(-1) ?? ""}` : (ways[0] ?? "");
}
