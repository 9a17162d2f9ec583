/** How many of the tasks must and may run while a new revision takes over. */
export interface DeploymentBounds {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** From so many to so many. */
export interface Counts {
  readonly min: number;
  readonly max: number;
}

/** A number of tasks at which a service does not get what it wants. */
export interface Blocked {
  readonly tasks: number;
  /**
   * `no-place`: a task finds no place, so that the service is never steady. `no-step`: a deployment may stop no old task,
   * and there may be no new one beside them. `no-room`: there may be one, and there is no place for it. `no-room-twice`: two
   * versions have no place beside each other.
   */
  readonly because: "no-place" | "no-step" | "no-room" | "no-room-twice";
}

/**
 * The fewest tasks at which a service comes to no rest, or a deployment to no end; undefined if it always does. A
 * deployment goes on as long as ECS may stop an old task or start a new one, and what it can do with the first task it
 * can do with every other.
 *
 * What may be stopped grows with the number of tasks, and so does what may be started, while the room for it shrinks.
 * So only the fewest tasks, and the fewest that take all places, have to be looked at, and one more than those.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 *
 * @param places for tasks of the service, beside what else there is
 */
export function firstBlocked(counts: Counts, bounds: DeploymentBounds, places: number): Blocked | undefined {
  const fewest = Math.max(counts.min, 1);
  const candidates = [fewest, Math.max(fewest, places), Math.max(fewest, places + 1)];
  return candidates
    .filter((tasks) => tasks <= counts.max)
    .map((tasks) => blockedAt(tasks, bounds, places))
    .find((blocked) => blocked !== undefined);
}

function blockedAt(tasks: number, bounds: DeploymentBounds, places: number): Blocked | undefined {
  if (tasks > places) {
    return { tasks, because: "no-place" };
  }
  if (mayStop(tasks, bounds)) {
    return undefined;
  }
  if (!mayStart(tasks, bounds)) {
    return { tasks, because: "no-step" };
  }
  return tasks === places ? { tasks, because: "no-room" } : undefined;
}

/**
 * The same of a deployment that moves requests from all tasks of the old version to as many of the new one.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html
 */
export function firstBlockedShift({ max }: Counts, places: number): Blocked | undefined {
  if (max > places) {
    return { tasks: max, because: "no-place" };
  }
  return 2 * max > places ? { tasks: max, because: "no-room-twice" } : undefined;
}

/** ECS rounds the minimum up. */
export function mayStop(tasks: number, { minimumHealthyPercent }: DeploymentBounds): boolean {
  return Math.ceil((tasks * minimumHealthyPercent) / 100) < tasks;
}

/** ECS rounds the maximum down. */
export function mayStart(tasks: number, { maximumPercent }: DeploymentBounds): boolean {
  return Math.floor((tasks * maximumPercent) / 100) > tasks;
}

/** The greatest `minimumHealthyPercent` that lets one of so many tasks stop. */
export function greatestMinimum(tasks: number): number {
  return Math.floor(((tasks - 1) * 100) / tasks);
}

/** The least `maximumPercent` that lets there be one task more than so many. */
export function leastMaximum(tasks: number): number {
  return Math.ceil(((tasks + 1) * 100) / tasks);
}
