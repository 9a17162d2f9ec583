import type { IConstruct } from "constructs";
import { ValidationError } from "../core";

/** How many tasks there are, and how many of them there must and may be during a deployment. */
export interface DeploymentBounds {
  readonly tasks: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/**
 * Throws a `ValidationError` when ECS could neither start a new task beside the old ones nor stop an old one first: a
 * deployment would wait for ever. ECS rounds the minimum up and the maximum down.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function validateDeploymentRoom(scope: IConstruct, bounds: DeploymentBounds): void {
  const { tasks, minimumHealthyPercent, maximumPercent } = bounds;
  const mayStart = Math.floor((tasks * maximumPercent) / 100) > tasks;
  const mayStop = Math.ceil((tasks * minimumHealthyPercent) / 100) < tasks;
  if (tasks > 0 && !mayStart && !mayStop) {
    throw new ValidationError(scope, {
      prop: "maximumPercent",
      must: `allow one task more than ${tasks}, since 'minimumHealthyPercent' (${minimumHealthyPercent}) allows none less`,
      got: maximumPercent,
      hint: "raise it or lower 'minimumHealthyPercent': ECS could replace no task",
    });
  }
}
