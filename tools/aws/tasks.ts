import type { Container, ECS, Task } from "@aws-sdk/client-ecs";

import { nameOf } from "./arn";
import { callAws } from "./aws-client";
import { batches } from "./batches";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const MAX_TASKS_PER_CALL = 100;

/** Which tasks of a cluster. */
export interface TaskQuery {
  readonly cluster: string;
  /** Name of the service. @default - those of all services, and those that were started otherwise */
  readonly service?: string;
  /** Those that ECS wants to be stopped: it knows them for an hour. @default false */
  readonly stopped?: boolean;
}

/** A task as ECS has it. */
export interface TaskStatus {
  readonly arn: string;
  readonly id: string;
  /** Name of the service; undefined for a task that none has started. */
  readonly service: string | undefined;
  /** Id of the service's deployment, or what else has started it. */
  readonly startedBy: string | undefined;
  /** ARN of its task definition. */
  readonly taskDefinition: string;
  /** `PROVISIONING` to `STOPPED`. */
  readonly status: string;
  /** What its containers' health checks say; `UNKNOWN` without. */
  readonly health: string;
  /** ARN of its container instance; undefined while it has none. */
  readonly instance: string | undefined;
  readonly createdAt: Date | undefined;
  readonly startedAt: Date | undefined;
  readonly stoppedAt: Date | undefined;
  /** E.g. `EssentialContainerExited`, `TaskFailedToStart`. */
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
  readonly containers: readonly ContainerStatus[];
}

export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly status: string;
  readonly health: string;
  /** Undefined if it has not ended, or has never run. */
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
  /** Docker's id; undefined if it has never run. */
  readonly runtimeId: string | undefined;
}

/** Asks ECS for tasks, the newest first. */
export async function readTasks(ecs: ECS, query: TaskQuery): Promise<TaskStatus[]> {
  const { cluster } = query;
  const arns = await listTasks(ecs, query);
  const answers = await Promise.all(
    batches(arns, MAX_TASKS_PER_CALL).map((tasks) => callAws(() => ecs.describeTasks({ cluster, tasks }))),
  );
  return answers
    .flatMap(({ tasks = [] }) => tasks)
    .map(taskStatus)
    .sort((one, other) => (other.createdAt?.getTime() ?? 0) - (one.createdAt?.getTime() ?? 0));
}

async function listTasks(ecs: ECS, { cluster, service, stopped = false }: TaskQuery): Promise<string[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const input = {
      ...{ cluster, serviceName: service, nextToken },
      desiredStatus: stopped ? ("STOPPED" as const) : ("RUNNING" as const),
    };
    const answer = await callAws(() => ecs.listTasks(input));
    arns.push(...(answer.taskArns ?? []));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  return arns;
}

/** What ECS says about a task, in the words of this project. */
export function taskStatus(task: Task): TaskStatus {
  const { taskArn: arn = "", group = "", startedBy, taskDefinitionArn = "", lastStatus = "" } = task;
  const { containerInstanceArn: instance, createdAt, startedAt, stoppedAt, stopCode, stoppedReason } = task;
  return {
    ...{ arn, id: nameOf(arn) },
    service: group.startsWith("service:") ? group.slice("service:".length) : undefined,
    ...{ startedBy, taskDefinition: taskDefinitionArn, status: lastStatus },
    health: task.healthStatus ?? "UNKNOWN",
    ...{ instance, createdAt, startedAt, stoppedAt, stopCode, stoppedReason },
    containers: (task.containers ?? []).map(containerStatus),
  };
}

function containerStatus(container: Container): ContainerStatus {
  const {
    name = "",
    image = "",
    lastStatus = "",
    healthStatus = "UNKNOWN",
    exitCode,
    reason,
    runtimeId,
  } = container;
  return { name, image, status: lastStatus, health: healthStatus, exitCode, reason, runtimeId };
}
