import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";

import { callAws } from "./aws-client";

/** CloudWatch may show an event later than a younger one of another stream. */
const LATE_MS = 10_000;

/** A line that a container has written. */
export interface LogEvent {
  readonly id: string;
  readonly at: Date;
  /** `<prefix>/<container>/<task>` */
  readonly stream: string;
  readonly message: string;
}

/** Reads one log group, from a time on, and each time what is new. */
export class LogReader {
  private seen = new Set<string>();

  /** @param from milliseconds since 1970 */
  constructor(
    private readonly logs: CloudWatchLogs,
    private readonly group: string,
    private from: number,
  ) {}

  /** What has come since the last call, the oldest first. */
  async read(): Promise<LogEvent[]> {
    const events = await this.eventsSince(this.from);
    const fresh = events.filter(({ id }) => !this.seen.has(id));
    const newest = events.reduce((latest, { at }) => Math.max(latest, at.getTime()), 0);
    this.from = Math.max(this.from, newest - LATE_MS);
    this.seen = new Set(events.filter(({ at }) => at.getTime() >= this.from).map(({ id }) => id));
    return fresh.sort((one, other) => one.at.getTime() - other.at.getTime());
  }

  private async eventsSince(startTime: number): Promise<LogEvent[]> {
    const found: LogEvent[] = [];
    let nextToken: string | undefined;
    do {
      const input = { logGroupName: this.group, startTime, nextToken };
      const answer = await callAws(() => this.logs.filterLogEvents(input));
      for (const { eventId = "", timestamp = 0, logStreamName = "", message = "" } of answer.events ?? []) {
        found.push({ id: eventId, at: new Date(timestamp), stream: logStreamName, message });
      }
      nextToken = answer.nextToken;
    } while (nextToken !== undefined);
    return found;
  }
}
