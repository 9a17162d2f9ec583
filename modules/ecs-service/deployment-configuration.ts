import type { Checks } from "../core";

/** How many tasks there are, and how many of them there must and may be during a deployment. */
export interface DeploymentBounds {
  readonly tasks: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/**
 * Refuses bounds with which ECS could neither start a new task beside the old ones nor stop an old one first: a
 * deployment would wait for ever. ECS rounds the minimum up and the maximum down.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function checkDeploymentConfiguration(c: Checks, bounds: DeploymentBounds): void {
  const { tasks, minimumHealthyPercent, maximumPercent } = bounds;
  const mayStart = () => Math.floor((tasks * maximumPercent) / 100) > tasks;
  const mayStop = () => Math.ceil((tasks * minimumHealthyPercent) / 100) < tasks;
  c.require(() => tasks <= 0 || mayStart() || mayStop(), {
    prop: "maximumPercent",
    must: `allow one task more than ${tasks}, since 'minimumHealthyPercent' (${minimumHealthyPercent}) allows none less`,
    got: maximumPercent,
    of: [tasks, minimumHealthyPercent, maximumPercent],
    hint: "raise it or lower 'minimumHealthyPercent': ECS could replace no task",
  });
}
