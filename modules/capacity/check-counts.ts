import type { Checks } from "../core";
import type { ServiceDemand } from "./demand";
import { type GroupCapacity, type Room, roomFor } from "./group-capacity";
import { amount, type Units } from "./units";

/** A number of tasks that a service can have, and the prop that says so. */
export interface TaskCount {
  readonly prop: string;
  readonly tasks: number;
}

/** So many tasks of a service fit on the instances of some groups, were it alone there with the daemons. */
interface Places {
  readonly tasks: number;
  /** What the number comes from, by group. */
  readonly because: string;
}

/** Checks that the instances that there can be at most hold the most tasks that a service can have. */
export function checkCounts(
  c: Checks,
  counts: readonly TaskCount[],
  demand: ServiceDemand,
  groups: readonly (GroupCapacity | undefined)[],
): void {
  const most = places(demand, groups, "most");
  const likely = places(demand, groups, "likely");
  for (const { prop, tasks } of counts) {
    c.require(() => tasks <= most.tasks, {
      prop,
      must: `be at most ${most.tasks}: ${most.because}`,
      got: tasks,
      hint: "lower it, or raise 'maxSize' of the instances: ECS would wait for a place for ever",
      code: "ECS-FIT-005",
    });
    c.require(() => tasks > most.tasks || tasks <= likely.tasks, {
      prop,
      must: `be at most ${likely.tasks}: probably ${likely.because}`,
      got: tasks,
      hint: "lower it, raise 'maxSize' of the instances, or acknowledge what you have measured",
      code: "ECS-FIT-006",
    });
  }
}

function places(
  demand: ServiceDemand,
  groups: readonly (GroupCapacity | undefined)[],
  kind: "most" | "likely",
): Places {
  const each = groups.map((group) => placesIn(demand, group, kind));
  return {
    // A cluster without instances is told of elsewhere.
    tasks: each.length === 0 ? Infinity : each.reduce((sum, { tasks }) => sum + tasks, 0),
    because: each.map(({ because }) => because).join("; "),
  };
}

function placesIn(demand: ServiceDemand, group: GroupCapacity | undefined, kind: "most" | "likely"): Places {
  const rooms = group?.isKnown === true ? roomsIn(demand, group, kind) : [];
  const maxSize = group?.props.maxSize;
  // What may be of any type counts as the largest of them for certain, and as the smallest in all likelihood.
  const room = kind === "most" ? rooms.at(-1) : rooms[0];
  // Where no task fits at all it is told of the task.
  if (group === undefined || maxSize === undefined || room === undefined || room.tasks === 0) {
    return { tasks: Infinity, because: "" };
  }
  const { type, tasks, by, offered } = room;
  return {
    tasks: maxSize * tasks,
    because: `group '${group.props.name}' has at most ${maxSize} instances, and a ${type} holds ${tasks} of the tasks by its ${inWords(by, offered)}`,
  };
}

/** For each type of instance how many tasks it holds, from the fewest on. */
function roomsIn(demand: ServiceDemand, group: GroupCapacity, kind: "most" | "likely") {
  return group
    .offers(demand)
    .map(({ instanceType: type, [kind]: offered }) => ({ type, offered, ...roomFor(demand, offered) }))
    .sort((a, b) => a.tasks - b.tasks);
}

function inWords(by: Room["by"], offered: Units): string {
  switch (by) {
    case "hostPort":
      return "host port";
    case "distinctInstance":
      return "placement constraint";
    default:
      return amount(offered, by);
  }
}
