import type { ContainerDefinition, ECS, TaskDefinition } from "@aws-sdk/client-ecs";

import { nameOf } from "./arn";
import { callAws } from "./aws-client";

/** A revision of a task definition, as far as it tells what runs. */
export interface TaskRevision {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly registeredAt: Date | undefined;
  readonly registeredBy: string | undefined;
  readonly containers: readonly RevisionContainer[];
}

export interface RevisionContainer {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  /** Where its log is; undefined if that is not in CloudWatch, or has no prefix to find streams by. */
  readonly log: ContainerLog | undefined;
}

export interface ContainerLog {
  readonly group: string;
  readonly streamPrefix: string;
}

/** Asks ECS for a revision, by its ARN or `family:revision`. */
export async function readRevision(ecs: ECS, name: string): Promise<TaskRevision> {
  const { taskDefinition = {} } = await callAws(() => ecs.describeTaskDefinition({ taskDefinition: name }));
  return taskRevision(taskDefinition);
}

/** Gives the ARNs of a family's active revisions one after another, the newest first. */
export async function* listRevisions(ecs: ECS, family: string): AsyncGenerator<string> {
  let nextToken: string | undefined;
  do {
    const input = { familyPrefix: family, sort: "DESC" as const, status: "ACTIVE" as const, nextToken };
    const answer = await callAws(() => ecs.listTaskDefinitions(input));
    // Families that only begin with the name are listed, too; and the local AWS does not sort.
    yield* (answer.taskDefinitionArns ?? [])
      .filter((arn) => nameOf(arn).startsWith(`${family}:`))
      .sort((one, other) => revisionOf(other) - revisionOf(one));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
}

/** What ECS says about a revision, in the words of this project. */
export function taskRevision(definition: TaskDefinition): TaskRevision {
  const { taskDefinitionArn: arn = "", family = "", revision = 0, registeredAt, registeredBy } = definition;
  const containers = (definition.containerDefinitions ?? []).map(revisionContainer);
  return { arn, family, revision, registeredAt, registeredBy, containers };
}

/** The number of a revision, by its ARN. */
export function revisionOf(arn: string): number {
  return Number(arn.split(":").at(-1));
}

function revisionContainer(container: ContainerDefinition): RevisionContainer {
  const { name = "", image = "", essential = true, logConfiguration } = container;
  const { "awslogs-group": group, "awslogs-stream-prefix": streamPrefix } = logConfiguration?.options ?? {};
  const isInCloudWatch = logConfiguration?.logDriver === "awslogs";
  const log =
    isInCloudWatch && group !== undefined && streamPrefix !== undefined ? { group, streamPrefix } : undefined;
  return { name, image, essential, log };
}
