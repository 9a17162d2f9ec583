import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";

import type { TaskOutput } from "../stack-outputs";

const LINES = 20;

/** The end of what a task's essential container has written. */
export interface TaskLog {
  readonly group: string;
  readonly stream: string;
  readonly lines: readonly string[];
  /** Why there are no lines, if CloudWatch refuses to give them. */
  readonly refusal?: string;
}

/** Reads the last lines; what CloudWatch refuses is told in the result, as the task has run all the same. */
export async function readTaskLog(
  logs: CloudWatchLogsClient,
  { logGroup, container }: TaskOutput,
  taskArn: string,
): Promise<TaskLog> {
  // The prefix of the stream is the container's name, and so is what ECS puts after it.
  const stream = `${container}/${container}/${taskArn.split("/").at(-1) ?? ""}`;
  const log = { group: logGroup, stream };
  const { CloudWatchLogsServiceException, GetLogEventsCommand } =
    await import("@aws-sdk/client-cloudwatch-logs");
  try {
    const { events = [] } = await logs.send(
      new GetLogEventsCommand({ logGroupName: logGroup, logStreamName: stream, limit: LINES }),
    );
    return { ...log, lines: events.map(({ message = "" }) => message) };
  } catch (error) {
    if (error instanceof CloudWatchLogsServiceException) {
      return { ...log, lines: [], refusal: `${error.name}: ${error.message}` };
    }
    throw error;
  }
}
