import { escapeTemplate } from "../template";

/** A port of a container, and where the instance offers it. */
export interface PortMapping {
  /** Port that the container listens on, 1 to 65535. */
  readonly containerPort: number;
  /**
   * Port of the instance; 0 lets ECS pick a free one, so that several tasks fit on an instance. A fixed one
   * allows one task per instance. In network mode `awsvpc` it equals the container's.
   * @default 0
   */
  readonly hostPort?: number;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
}

/**
 * A command in the container that tells whether it works.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export interface ContainerHealthCheck {
  /** E.g. `["CMD-SHELL", "wget -qO- http://127.0.0.1:8080/health"]`. */
  readonly command: readonly string[];
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 60. @default 5 */
  readonly timeoutSeconds?: number;
  /** Failures in a row that make it unhealthy, 1 to 10. @default 3 */
  readonly retries?: number;
  /** Seconds in which failures do not count, 0 to 300. @default 0 */
  readonly startPeriodSeconds?: number;
}

/**
 * One container of a task.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export interface ContainerProps {
  /** 1 to 255 letters, digits, hyphens and underscores; unique in the task. */
  readonly name: string;
  /** With its tag or digest, e.g. from `ImageVersion.of`. */
  readonly image: string;
  /** CPU units, of which a vCPU has 1024, that are reserved. @default 0: what is left over */
  readonly cpu?: number;
  /** Limit at which the container is killed, at least 6. @default none; then `memoryReservationMiB` is needed */
  readonly memoryMiB?: number;
  /** What is reserved on the instance, at least 6. @default `memoryMiB` */
  readonly memoryReservationMiB?: number;
  /** @default none */
  readonly portMappings?: readonly PortMapping[];
  /** Plain values; never secrets. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether the task stops when this container does. @default true */
  readonly essential?: boolean;
  /** @default the image's */
  readonly command?: readonly string[];
  /** @default the image's */
  readonly entryPoint?: readonly string[];
  /** @default the image's */
  readonly healthCheck?: ContainerHealthCheck;
  /** Seconds between SIGTERM and SIGKILL, 0 to 120. @default the agent's: 30 */
  readonly stopTimeoutSeconds?: number;
}

/** Where the containers of a task write their logs. */
export interface LogTarget {
  readonly logGroupName: string;
  readonly region: string;
}

/**
 * Renders the containers of a task as ECS's JSON, in the form in which ECS itself answers: without nulls, with
 * defaults written out and lists sorted, so that a plan without a change shows none.
 */
export function renderContainerDefinitions(containers: readonly ContainerProps[], log: LogTarget): string {
  return escapeTemplate(JSON.stringify(containers.map((container) => render(container, log))));
}

function render(container: ContainerProps, log: LogTarget): object {
  const { name, image, cpu = 0, memoryMiB, memoryReservationMiB, essential = true } = container;
  const { portMappings = [], environment = {}, healthCheck } = container;
  return {
    name,
    image,
    cpu,
    memory: memoryMiB,
    memoryReservation: memoryReservationMiB,
    essential,
    command: container.command,
    entryPoint: container.entryPoint,
    portMappings: portMappings.map(({ containerPort, hostPort = 0, protocol = "tcp" }) => ({
      containerPort,
      hostPort,
      protocol,
    })),
    environment: Object.entries(environment)
      .map(([key, value]) => ({ name: key, value }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    healthCheck: healthCheck && renderHealthCheck(healthCheck),
    stopTimeout: container.stopTimeoutSeconds,
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": log.logGroupName,
        "awslogs-region": log.region,
        "awslogs-stream-prefix": name,
      },
    },
  };
}

function renderHealthCheck(check: ContainerHealthCheck): object {
  const { command, intervalSeconds = 30, timeoutSeconds = 5, retries = 3, startPeriodSeconds } = check;
  return {
    command,
    interval: intervalSeconds,
    timeout: timeoutSeconds,
    retries,
    startPeriod: startPeriodSeconds,
  };
}
