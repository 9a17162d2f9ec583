import { sorted } from "../core";
import type { Secret } from "./secret";

/** Where the containers of a task write their logs. */
export interface LogTarget {
  readonly logGroupName: string;
  readonly region: string;
}

/** Logs to the task's log group in CloudWatch. */
export interface AwslogsLogging {
  readonly driver: "awslogs";
  /**
   * What happens while CloudWatch is out of reach: the container waits, or logs are buffered and then lost.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
   * @default the account's setting `defaultLogDriverMode`: non-blocking
   */
  readonly mode?: "blocking" | "non-blocking";
  /** Size of the buffer, 1 to 1024; in mode `non-blocking` only. @default AWS's: 10 */
  readonly maxBufferMiB?: number;
}

/**
 * Logs to a driver of Docker, or to the FireLens container of the task (`awsfirelens`). The agent of the instances
 * must offer the driver: json-file, awslogs and awsfirelens always, others by `ECS_AVAILABLE_LOGGING_DRIVERS`.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export interface DriverLogging {
  readonly driver: "awsfirelens" | "fluentd" | "gelf" | "journald" | "json-file" | "splunk" | "syslog";
  /** Options of the driver, e.g. `{ "fluentd-address": "10.1.0.9:24224" }`. @default none */
  readonly options?: Readonly<Record<string, string>>;
  /** Options that are secret, e.g. a token. @default none */
  readonly secretOptions?: Readonly<Record<string, Secret>>;
}

export type Logging = AwslogsLogging | DriverLogging;

/**
 * Makes the container the log router of its task.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 */
export interface Firelens {
  readonly type: "fluentbit" | "fluentd";
  /** E.g. `{ "config-file-type": "file", "config-file-value": "/extra.conf" }`. @default none */
  readonly options?: Readonly<Record<string, string>>;
}

/** The `logConfiguration` of one container. */
export function renderLogging(logging: Logging, containerName: string, target: LogTarget): object {
  if (logging.driver !== "awslogs") {
    const { driver, options, secretOptions } = logging;
    return {
      logDriver: driver,
      options: options && sorted(options),
      secretOptions:
        secretOptions &&
        Object.entries(sorted(secretOptions)).map(([name, { valueFrom }]) => ({ name, valueFrom })),
    };
  }
  const { mode, maxBufferMiB } = logging;
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": target.logGroupName,
      "awslogs-region": target.region,
      "awslogs-stream-prefix": containerName,
      mode,
      "max-buffer-size": maxBufferMiB === undefined ? undefined : `${maxBufferMiB}m`,
    },
  };
}
