import type { ContainerProps } from "../ecs-task";
import { readCapabilities } from "./keys/capabilities";
import { readCommand, readEntryPoint } from "./keys/command";
import { type EnvironmentSources, readEnvironment } from "./keys/environment";
import { readExtraHosts } from "./keys/extra-hosts";
import { readHealthCheck, seconds } from "./keys/health-check";
import { readImage } from "./keys/image";
import { readLogging } from "./keys/logging";
import { readResources } from "./keys/resources";
import { type NamedSecrets, readSecrets } from "./keys/secrets";
import { readUlimits } from "./keys/ulimits";
import { parseMiB, type Value } from "./syntax";

/** Reads what a service says of its container alone: everything but its hostname, ports, volumes and other services. */
export function readContainer(
  service: Value,
  name: string,
  named: NamedSecrets,
  sources: EnvironmentSources,
): ContainerProps {
  const { environment, secrets } = readSecrets(service, readEnvironment(service, sources), named);
  return {
    name,
    image: readImage(service),
    ...readResources(service),
    command: readCommand(service),
    entryPoint: readEntryPoint(service),
    environment: present(environment),
    secrets: present(secrets),
    user: service.get("user")?.text(),
    workingDirectory: service.get("working_dir")?.text(),
    healthCheck: readHealthCheck(service.get("healthcheck")),
    stopTimeoutSeconds: seconds(service.get("stop_grace_period"), 0, 120),
    extraHosts: present(readExtraHosts(service.get("extra_hosts"))),
    dnsServers: list(service.get("dns")),
    dnsSearchDomains: list(service.get("dns_search")),
    readonlyRootFilesystem: service.get("read_only")?.boolean(),
    privileged: service.get("privileged")?.boolean(),
    initProcessEnabled: service.get("init")?.boolean(),
    interactive: service.get("stdin_open")?.boolean(),
    pseudoTerminal: service.get("tty")?.boolean(),
    capabilities: present({
      add: readCapabilities(service.get("cap_add")),
      drop: readCapabilities(service.get("cap_drop")),
    }),
    sharedMemoryMiB: service.get("shm_size")?.parsed(parseMiB, "an amount of memory", "write it like 64m"),
    ulimits: present(readUlimits(service.get("ulimits"))),
    systemControls: present(texts(service.get("sysctls"))),
    dockerLabels: present(texts(service.get("labels"))),
    logging: readLogging(service.get("logging")),
  };
}

function list(value: Value | undefined): string[] | undefined {
  const items = value?.texts() ?? [];
  return items.length === 0 ? undefined : items;
}

function texts(value: Value | undefined): Record<string, string> {
  return Object.fromEntries((value?.pairs() ?? []).map(([name, text]) => [name, text ?? ""]));
}

/** What is empty is left out. */
function present<T extends object>(record: T): T | undefined {
  return Object.values(record).every((value) => value === undefined) ? undefined : record;
}
