import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";

import { nameOf } from "./arn";

/** Where one container of one task writes to. */
export interface LogStream {
  readonly group: string;
  readonly stream: string;
}

/** The end of what a container has written. */
export interface LogTail extends LogStream {
  readonly lines: readonly string[];
  /** Why there are no lines, if CloudWatch refuses to give them. */
  readonly refusal?: string;
}

/**
 * The stream of a container in a task.
 * See https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
 *
 * @param log where the container's task definition sends its log
 */
export function logStreamOf(
  log: { readonly group: string; readonly streamPrefix: string },
  container: string,
  taskArn: string,
): LogStream {
  return { group: log.group, stream: `${log.streamPrefix}/${container}/${nameOf(taskArn)}` };
}

/** Reads the last lines. What CloudWatch refuses is told in the result: the task has run all the same. */
export async function readLogTail(
  logs: CloudWatchLogs,
  { group, stream }: LogStream,
  limit: number,
): Promise<LogTail> {
  const { CloudWatchLogsServiceException } = await import("@aws-sdk/client-cloudwatch-logs");
  try {
    const { events = [] } = await logs.getLogEvents({ logGroupName: group, logStreamName: stream, limit });
    return { group, stream, lines: events.map(({ message = "" }) => message) };
  } catch (error) {
    if (error instanceof CloudWatchLogsServiceException) {
      return { group, stream, lines: [], refusal: `${error.name}: ${error.message}` };
    }
    throw error;
  }
}
