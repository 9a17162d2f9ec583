import type { RepositoryImage } from "../ecr";
import type { Firelens, Logging } from "./logging";
import type { Secret } from "./secret";

/** A port of a container, and where the instance offers it. */
export interface PortMapping {
  /** Port that the container listens on, 1 to 65535. */
  readonly containerPort: number;
  /**
   * Port of the instance; 0 lets ECS pick a free one, so that several tasks fit on an instance. A fixed one
   * allows one task per instance.
   * @default 0; in network modes `awsvpc` and `host` the container's port, and no other
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

/** Where a container sees a volume of its task. */
export interface MountPoint {
  /** Name of one of the task's `volumes`. */
  readonly volume: string;
  /** Absolute path in the container. */
  readonly containerPath: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** A limit of the kernel: reached, the process is refused more; the process itself may raise soft up to hard. */
export interface Ulimit {
  readonly soft: number;
  readonly hard: number;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html */
export type UlimitName =
  | "core"
  | "cpu"
  | "data"
  | "fsize"
  | "locks"
  | "memlock"
  | "msgqueue"
  | "nice"
  | "nofile"
  | "nproc"
  | "rss"
  | "rtprio"
  | "rttime"
  | "sigpending"
  | "stack";

/**
 * What another container must have reached before this one starts: it started, ended, ended with code 0, or its
 * health check succeeded.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export type StartCondition = "START" | "COMPLETE" | "SUCCESS" | "HEALTHY";

/**
 * One container of a task.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export interface ContainerProps {
  /** 1 to 255 letters, digits, hyphens and underscores; unique in the task. */
  readonly name: string;
  /**
   * With its tag or digest, e.g. from `ImageVersion.of`. If it is in an ECR repository, of this stack or by its name,
   * the execution role may pull from that repository.
   */
  readonly image: string | RepositoryImage;
  /**
   * Whether `image` may have the tag `latest` or none; then tasks of one service can run different versions.
   * `ImageVersion` has a setting of its own.
   * @default false
   */
  readonly allowLatest?: boolean;
  /** What signs in to a private registry: a secret in Secrets Manager with `username` and `password`. @default none */
  readonly repositoryCredentials?: Secret;
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
  /** Environment variables whose values are read when the container starts. @default none */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** Whether the task stops when this container does. @default true */
  readonly essential?: boolean;
  /** @default the image's */
  readonly command?: readonly string[];
  /** @default the image's */
  readonly entryPoint?: readonly string[];
  /** User, or user and group, e.g. `"1000:1000"`. @default the image's */
  readonly user?: string;
  /** @default the image's */
  readonly workingDirectory?: string;
  /** Name that the container gives itself; not in network mode `awsvpc`. @default its id */
  readonly hostname?: string;
  /** @default the image's */
  readonly healthCheck?: ContainerHealthCheck;
  /** Seconds between SIGTERM and SIGKILL, 0 to 120. @default the agent's: 30 */
  readonly stopTimeoutSeconds?: number;
  /** Containers of the task that start earlier, by name. @default none */
  readonly dependsOn?: Readonly<Record<string, StartCondition>>;
  /** Containers of the task that this one calls by name: `name` or `name:alias`. In network mode `bridge` only. @default none */
  readonly links?: readonly string[];
  /** Addresses by host name, added to `/etc/hosts`; not in network mode `awsvpc`. @default none */
  readonly extraHosts?: Readonly<Record<string, string>>;
  /** Addresses of DNS servers; not in network mode `awsvpc`. @default the instance's */
  readonly dnsServers?: readonly string[];
  /** Domains that are added to short names; not in network mode `awsvpc`. @default the instance's */
  readonly dnsSearchDomains?: readonly string[];
  /** Where the volumes of the task appear. @default none */
  readonly mountPoints?: readonly MountPoint[];
  /** Whether the root file system cannot be written to. @default false */
  readonly readonlyRootFilesystem?: boolean;
  /** Whether it has all rights on the instance; for system containers only. @default false */
  readonly privileged?: boolean;
  /** Whether a small init process passes signals on and reaps zombies. @default false; true with ECS Exec */
  readonly initProcessEnabled?: boolean;
  /** Whether its standard input stays open, as `docker run -i` has it. @default false */
  readonly interactive?: boolean;
  /** Whether it has a terminal, as `docker run -t` has it. @default false */
  readonly pseudoTerminal?: boolean;
  /** Rights on the kernel that are added to Docker's, e.g. `NET_ADMIN`, or taken away. @default Docker's */
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  /** Size of `/dev/shm`, at least 1. @default Docker's: 64 */
  readonly sharedMemoryMiB?: number;
  /** @default the instance's */
  readonly ulimits?: Readonly<Partial<Record<UlimitName, Ulimit>>>;
  /** Kernel parameters, e.g. `{ "net.core.somaxconn": "1024" }`. @default the instance's */
  readonly systemControls?: Readonly<Record<string, string>>;
  /** Labels that `docker ps` and Registrator see, e.g. `{ SERVICE_8080_NAME: "orders" }`. @default none */
  readonly dockerLabels?: Readonly<Record<string, string>>;
  /** @default awslogs, to the task's log group */
  readonly logging?: Logging;
  /** Makes this container the one that `awsfirelens` logs go to. @default none */
  readonly firelens?: Firelens;
}
