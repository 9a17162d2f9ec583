import { escapeTemplate, sorted } from "../core";
import type { ContainerHealthCheck, ContainerProps } from "./container";
import { type LogTarget, renderLogging } from "./logging";
import { hostPortOf } from "./port";
import type { NetworkMode } from "./network-mode";

/**
 * Renders the containers of a task as ECS's JSON, in the form in which ECS itself answers: without nulls, with
 * defaults written out and lists sorted, so that a plan without a change shows none.
 */
export function renderContainerDefinitions(
  containers: readonly ContainerProps[],
  networkMode: NetworkMode,
  log: LogTarget,
): string {
  return escapeTemplate(JSON.stringify(containers.map((container) => render(container, networkMode, log))));
}

function render(container: ContainerProps, networkMode: NetworkMode, log: LogTarget): object {
  const { name, image, cpu = 0, memoryMiB, memoryReservationMiB, essential = true } = container;
  const { portMappings = [], mountPoints = [], firelens, repositoryCredentials } = container;
  return {
    name,
    image: imageName(image),
    repositoryCredentials: repositoryCredentials && { credentialsParameter: repositoryCredentials.valueFrom },
    cpu,
    memory: memoryMiB,
    memoryReservation: memoryReservationMiB,
    essential,
    command: container.command,
    entryPoint: container.entryPoint,
    // ECS itself writes user 0 into a FireLens container.
    user: container.user ?? (firelens && "0"),
    workingDirectory: container.workingDirectory,
    portMappings: portMappings.map((mapping) => ({
      containerPort: mapping.containerPort,
      hostPort: hostPortOf(mapping, networkMode),
      protocol: mapping.protocol ?? "tcp",
    })),
    environment: list(container.environment ?? {}, (key, value) => ({ name: key, value })),
    secrets: optionalList(container.secrets, (key, { valueFrom }) => ({ name: key, valueFrom })),
    healthCheck: container.healthCheck && renderHealthCheck(container.healthCheck),
    stopTimeout: container.stopTimeoutSeconds,
    dependsOn: optionalList(container.dependsOn, (containerName, condition) => ({
      containerName,
      condition,
    })),
    links: container.links,
    hostname: container.hostname,
    dnsServers: container.dnsServers,
    dnsSearchDomains: container.dnsSearchDomains,
    extraHosts: optionalList(container.extraHosts, (hostname, ipAddress) => ({ hostname, ipAddress })),
    mountPoints: mountPoints.map(({ volume, containerPath, readOnly = false }) => ({
      sourceVolume: volume,
      containerPath,
      readOnly,
    })),
    volumesFrom: [],
    readonlyRootFilesystem: container.readonlyRootFilesystem,
    privileged: container.privileged,
    interactive: container.interactive,
    pseudoTerminal: container.pseudoTerminal,
    linuxParameters: renderLinuxParameters(container),
    ulimits: optionalList(container.ulimits, (key, { soft, hard }) => ({
      name: key,
      softLimit: soft,
      hardLimit: hard,
    })),
    systemControls: list(container.systemControls ?? {}, (namespace, value) => ({ namespace, value })),
    dockerLabels: container.dockerLabels && sorted(container.dockerLabels),
    logConfiguration: renderLogging(container.logging ?? { driver: "awslogs" }, name, log),
    firelensConfiguration: firelens && {
      type: firelens.type,
      options: firelens.options && sorted(firelens.options),
    },
  };
}

/** What Docker calls an image. */
export function imageName(image: ContainerProps["image"]): string {
  return typeof image === "string" ? image : image.name;
}

/** A list of ECS out of entries by name, in the order of the names. */
function list<T>(entries: Readonly<Record<string, T>>, entry: (key: string, value: T) => object): object[] {
  return Object.entries(sorted(entries)).map(([key, value]) => entry(key, value));
}

/** A list that ECS leaves out of its answer when it has no entry. */
function optionalList<T>(
  entries: Readonly<Record<string, T>> | undefined,
  entry: (key: string, value: T) => object,
): object[] | undefined {
  return entries === undefined || Object.keys(entries).length === 0 ? undefined : list(entries, entry);
}

function renderLinuxParameters(container: ContainerProps): object | undefined {
  const { initProcessEnabled, capabilities, sharedMemoryMiB } = container;
  return initProcessEnabled === undefined && capabilities === undefined && sharedMemoryMiB === undefined
    ? undefined
    : { initProcessEnabled, capabilities, sharedMemorySize: sharedMemoryMiB };
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
