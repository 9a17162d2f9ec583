import type { ECSClient, Task } from "@aws-sdk/client-ecs";

import { nameOf } from "../aws/arn";
import { callAws } from "../aws/aws-client";
import { pause } from "../process/pause";
import { UserError } from "../process/user-error";
import type { TaskOutput } from "../stack-outputs";
import { explainPlacement } from "./task-outcome";

/** Who has started a task, as ECS shows it. */
const STARTED_BY = "npm-run-task";

/** How to wait for a task's end. */
export interface WaitOptions {
  readonly timeoutSeconds: number;
  /** Between two looks at the task. @default 2000 */
  readonly intervalMs?: number;
  /** Gets the status whenever ECS was asked: PROVISIONING, PENDING, RUNNING … */
  readonly onStatus: (status: string) => void;
}

/** One run of a task in ECS. It goes on, whatever becomes of this process. */
export class RunningTask {
  private constructor(
    private readonly ecs: ECSClient,
    private readonly cluster: string,
    readonly arn: string,
  ) {}

  /** @throws UserError if ECS does not run it */
  static async start(ecs: ECSClient, name: string, deployed: TaskOutput): Promise<RunningTask> {
    const { cluster, taskDefinition, launchType, networkConfiguration } = deployed;
    const { capacityProviderStrategy } = deployed;
    const { RunTaskCommand } = await import("@aws-sdk/client-ecs");
    const { tasks = [], failures = [] } = await callAws(() =>
      ecs.send(
        new RunTaskCommand({
          cluster,
          taskDefinition,
          ...(launchType === undefined ? { capacityProviderStrategy } : { launchType }),
          networkConfiguration: networkConfiguration && { awsvpcConfiguration: networkConfiguration },
          count: 1,
          startedBy: STARTED_BY,
          enableECSManagedTags: true,
          propagateTags: "TASK_DEFINITION",
        }),
      ),
    );
    const arn = tasks[0]?.taskArn;
    if (arn === undefined) {
      throw new UserError(explainPlacement(name, failures[0]?.reason, failures[0]?.detail));
    }
    return new RunningTask(ecs, cluster, arn);
  }

  /** How to stop it by hand. */
  get stopCommand(): string {
    const [, , , region = ""] = this.arn.split(":");
    return `aws ecs stop-task --cluster ${this.cluster} --task ${nameOf(this.arn)} --region ${region}`;
  }

  /**
   * Waits until the task has stopped.
   *
   * @throws UserError after the time or if ECS cannot be asked, Interrupted after Ctrl-C. The task goes on then:
   * nobody knows what half of a migration would leave behind
   */
  async untilStopped({ timeoutSeconds, intervalMs = 2000, onStatus }: WaitOptions): Promise<Task> {
    const deadline = performance.now() + timeoutSeconds * 1000;
    for (;;) {
      const task = await this.describe();
      onStatus(task?.lastStatus ?? "PROVISIONING");
      if (task?.lastStatus === "STOPPED") {
        return task;
      }
      if (performance.now() > deadline) {
        throw new UserError(`The task has not ended within ${timeoutSeconds} s.`);
      }
      await pause(intervalMs);
    }
  }

  /** Undefined while ECS does not know it yet: it becomes known a little after it was started. */
  private async describe(): Promise<Task | undefined> {
    const { DescribeTasksCommand } = await import("@aws-sdk/client-ecs");
    const { tasks = [] } = await callAws(() =>
      this.ecs.send(new DescribeTasksCommand({ cluster: this.cluster, tasks: [this.arn] })),
    );
    return tasks[0];
  }
}
