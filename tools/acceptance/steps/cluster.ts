import type { ContainerInstance, ECSClient } from "@aws-sdk/client-ecs";

import { callAws } from "../../aws/aws-client";
import type { AcceptanceRun } from "../acceptance-run";

/** The instances that the environment has in normal times. */
export const INSTANCES = 2;

/** The instances that are in the cluster, also while they are drained. */
export async function registeredInstances({
  name,
  clientConfig,
}: AcceptanceRun): Promise<ContainerInstance[]> {
  const { DescribeContainerInstancesCommand, ECSClient, ListContainerInstancesCommand } =
    await import("@aws-sdk/client-ecs");
  const ecs = new ECSClient(clientConfig);
  return callAws(async () => {
    const { containerInstanceArns = [] } = await ecs.send(
      new ListContainerInstancesCommand({ cluster: name }),
    );
    if (containerInstanceArns.length === 0) {
      return [];
    }
    const { containerInstances = [] } = await ecs.send(
      new DescribeContainerInstancesCommand({ cluster: name, containerInstances: containerInstanceArns }),
    );
    return containerInstances;
  });
}

/** Whether an instance takes tasks. */
export function isActive({ status, agentConnected }: ContainerInstance): boolean {
  return status === "ACTIVE" && agentConnected === true;
}

/** A client of ECS, and the ARN of one of the tasks of the service. */
export async function oneTask(run: AcceptanceRun): Promise<{ ecs: ECSClient; task: string | undefined }> {
  const { ECSClient, ListTasksCommand } = await import("@aws-sdk/client-ecs");
  const ecs = new ECSClient(run.clientConfig);
  const { taskArns = [] } = await callAws(() =>
    ecs.send(
      new ListTasksCommand({ cluster: run.name, family: `${run.name}-app`, desiredStatus: "RUNNING" }),
    ),
  );
  return { ecs, task: taskArns[0] };
}
