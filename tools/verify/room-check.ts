import type { ContainerInstance, ECS, Resource, TaskDefinition } from "@aws-sdk/client-ecs";

import { callAws } from "../aws/aws-client";
import { batches } from "../aws/batches";
import type { Finding } from "./finding";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html */
const MAX_INSTANCES_PER_CALL = 100;

/** What a task takes of its instance. */
interface Needs {
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly ports: readonly string[];
}

/** Whether an instance of the cluster has room for one more task. */
export async function checkRoom(ecs: ECS, cluster: string, definition: TaskDefinition): Promise<Finding> {
  const instances = await activeInstances(ecs, cluster);
  const needs = needsOf(definition);
  const count = instances.filter((instance) => hasRoom(instance, needs)).length;
  return {
    check: "room",
    subject: `${needs.cpu} CPU units, ${needs.memoryMiB} MiB${needs.ports.length === 0 ? "" : `, port ${needs.ports.join(", ")}`}`,
    result: count > 0 ? "ok" : "note",
    detail: count > 0 ? "" : `none of ${instances.length} instances has room: another one must start first`,
  };
}

/** What a task takes: of memory what is reserved, or the limit if nothing is. */
export function needsOf({ cpu, memory, containerDefinitions: containers = [] }: TaskDefinition): Needs {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    cpu: cpu === undefined ? sum(containers.map((one) => one.cpu ?? 0)) : Number(cpu),
    memoryMiB:
      memory === undefined
        ? sum(containers.map((one) => one.memoryReservation ?? one.memory ?? 0))
        : Number(memory),
    ports: containers
      .flatMap(({ portMappings = [] }) => portMappings.map(({ hostPort = 0 }) => hostPort))
      .filter((port) => port !== 0)
      .map(String),
  };
}

/** Whether what is left of an instance is enough. */
export function hasRoom({ remainingResources = [] }: ContainerInstance, needs: Needs): boolean {
  const left = (name: string): Resource => remainingResources.find((one) => one.name === name) ?? {};
  const taken = left("PORTS").stringSetValue ?? [];
  return (
    (left("CPU").integerValue ?? 0) >= needs.cpu &&
    (left("MEMORY").integerValue ?? 0) >= needs.memoryMiB &&
    !needs.ports.some((port) => taken.includes(port))
  );
}

async function activeInstances(ecs: ECS, cluster: string): Promise<ContainerInstance[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const input = { cluster, status: "ACTIVE" as const, nextToken };
    const answer = await callAws(() => ecs.listContainerInstances(input));
    arns.push(...(answer.containerInstanceArns ?? []));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  const answers = await Promise.all(
    batches(arns, MAX_INSTANCES_PER_CALL).map((containerInstances) =>
      callAws(() => ecs.describeContainerInstances({ cluster, containerInstances })),
    ),
  );
  return answers.flatMap(({ containerInstances = [] }) => containerInstances);
}
