import { rules, sorted } from "../../core";
import { checkSecret, type Secret } from "../secret";
import type { Facet, LogTarget } from "./facet";
import { list } from "./lists";
import type { NameProps } from "./name";

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

export interface LoggingProps {
  /** @default awslogs, to the task's log group */
  readonly logging?: Logging;
  /** Makes this container the one that `awsfirelens` logs go to. @default none */
  readonly firelens?: Firelens;
}

export const logging: Facet<LoggingProps & NameProps> = {
  check(c, props) {
    const given = props.logging;
    for (const [name, secret] of Object.entries(secretOptionsOf(props))) {
      checkSecret(c, `logging.secretOptions.${name}`, secret);
    }
    if (given?.driver === "awslogs") {
      c.value("logging.maxBufferMiB", given.maxBufferMiB, BUFFER);
      c.require(() => given.maxBufferMiB === undefined || given.mode === "non-blocking", {
        prop: "logging.mode",
        must: "be \"non-blocking\" with 'maxBufferMiB'",
        got: given.mode,
        hint: "only that mode has a buffer",
      });
    }
  },
  render: (props, { log }) => ({
    logConfiguration: renderLogging(props.logging ?? { driver: "awslogs" }, props.name, log),
    firelensConfiguration: props.firelens && {
      type: props.firelens.type,
      options: props.firelens.options && sorted(props.firelens.options),
    },
  }),
};

/** The options of a container's log driver that are secret. */
export function secretOptionsOf({ logging: given }: LoggingProps): Readonly<Record<string, Secret>> {
  return given === undefined || given.driver === "awslogs" ? {} : (given.secretOptions ?? {});
}

function renderLogging(given: Logging, containerName: string, target: LogTarget): object {
  if (given.driver !== "awslogs") {
    const { driver, options, secretOptions } = given;
    return {
      logDriver: driver,
      options: options && sorted(options),
      secretOptions: secretOptions && list(secretOptions, (name, { valueFrom }) => ({ name, valueFrom })),
    };
  }
  const { mode, maxBufferMiB } = given;
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

const BUFFER = rules.integer(1, 1024, "leave it out for AWS's 10");
