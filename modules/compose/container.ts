import { isIP } from "node:net";
import { lowercaseImageName } from "../core";
import type { ContainerProps, UlimitName } from "../ecs-task";
import { readEnvironment, type Surroundings } from "./environment";
import { readHealthCheck, seconds } from "./health-check";
import { readLogging } from "./logging";
import { readResources } from "./resources";
import { type NamedSecrets, readSecrets } from "./secrets";
import type { Value } from "./value";
import { parseMiB, splitWords } from "./values";

/** Reads what a service says of its container alone: everything but ports, volumes and other services. */
export function readContainer(
  service: Value,
  name: string,
  named: NamedSecrets,
  surroundings: Surroundings,
): ContainerProps {
  const { environment, secrets } = readSecrets(service, readEnvironment(service, surroundings), named);
  return {
    name,
    image: readImage(service),
    ...readResources(service),
    command: readCommand(service),
    entryPoint: notEmpty(service.get("entrypoint")),
    environment: present(environment),
    secrets: present(secrets),
    user: service.get("user")?.text(),
    workingDirectory: service.get("working_dir")?.text(),
    hostname: service.get("hostname")?.text(),
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
    capabilities: readCapabilities(service),
    sharedMemoryMiB: service.get("shm_size")?.parsed(parseMiB, "an amount of memory", "write it like 64m"),
    ulimits: present(readUlimits(service.get("ulimits"))),
    systemControls: present(texts(service.get("sysctls"))),
    dockerLabels: present(texts(service.get("labels"))),
    logging: readLogging(service.get("logging")),
  };
}

function readImage(service: Value): string {
  const image = service.get("image");
  const build = service.get("build");
  build?.accept();
  if (image === undefined) {
    (build ?? service).error("ECS builds no images", "build and push it, then name it as image: name:tag");
    return "";
  }
  build?.warn("is left out: ECS builds no images, and takes the one that image names", "push it before");
  const text = image.text() ?? "";
  if (!VERSIONED.test(text) || text.endsWith(":latest")) {
    image.error(
      `must have a tag other than latest, or a digest, got ${JSON.stringify(text)}`,
      "write it like redis:7.4; else nobody knows which version runs",
    );
  }
  if (!lowercaseImageName.isMet(text)) {
    image.error(`must ${lowercaseImageName.must}, got ${JSON.stringify(text)}`, lowercaseImageName.hint);
  }
  return text;
}

function readCommand(service: Value): string[] | undefined {
  const command = service.get("command");
  if (service.get("entrypoint") === undefined) {
    return notEmpty(command);
  }
  // Beside an entrypoint Docker does not take the image's command.
  const split = words(command);
  return split?.length === 0 ? undefined : split;
}

function notEmpty(value: Value | undefined): string[] | undefined {
  const split = words(value);
  if (split?.length === 0) {
    value?.error("cannot be emptied on ECS: the image's own would be taken", "write what is to be started");
    return undefined;
  }
  return split;
}

function words(value: Value | undefined): string[] | undefined {
  return value?.kind === "list"
    ? value.texts()
    : value?.parsed(splitWords, "words as in a shell", "close all quotes, or write a list");
}

function list(value: Value | undefined): string[] | undefined {
  const items = value?.texts() ?? [];
  return items.length === 0 ? undefined : items;
}

function texts(value: Value | undefined): Record<string, string> {
  return Object.fromEntries((value?.pairs() ?? []).map(([name, text]) => [name, text ?? ""]));
}

function readExtraHosts(value: Value | undefined): Record<string, string> {
  const hosts =
    value?.kind === "map"
      ? value.entries().map(([host, item]) => [host, item.texts().join(","), item] as const)
      : (value?.items() ?? []).map((item) => {
          const [, host = "", address = ""] = /^([^:=]+)[:=](.*)$/.exec(item.text() ?? "") ?? [];
          return [host, address.replace(/^\[(.*)\]$/, "$1"), item] as const;
        });
  const taken = new Set<string>();
  return Object.fromEntries(
    hosts.flatMap(([host, address, item]) => {
      if (taken.has(host)) {
        item.error(`gives ${host} a second address`, "leave one of them");
      }
      taken.add(host);
      if (isIP(address) === 0) {
        item.error(
          `must be a host with an address, got ${JSON.stringify(address)}`,
          "write it like db:10.1.0.9",
        );
        return [];
      }
      return [[host, address] as const];
    }),
  );
}

function readUlimits(value: Value | undefined): NonNullable<ContainerProps["ulimits"]> {
  return Object.fromEntries(
    (value?.entries() ?? []).flatMap(([name, limit]) => {
      const soft = limit.kind === "map" ? limit.get("soft")?.integer() : limit.integer();
      const hard = limit.kind === "map" ? limit.get("hard")?.integer() : soft;
      if (!isUlimit(name)) {
        limit.error("is no limit that ECS knows", `take one of ${ULIMITS.join(", ")}`);
        return [];
      }
      if (soft === undefined || hard === undefined) {
        limit.error("must have a soft and a hard limit", "write one number for both");
        return [];
      }
      if (hard !== UNLIMITED && (soft > hard || soft === UNLIMITED)) {
        limit.error(`has a soft limit of ${soft}, above the hard one of ${hard}`, "lower the soft limit");
        return [];
      }
      return [[name, { soft, hard }] as const];
    }),
  );
}

function isUlimit(name: string): name is UlimitName {
  return ULIMITS.some((limit) => limit === name);
}

function readCapabilities(service: Value): ContainerProps["capabilities"] {
  const add = list(service.get("cap_add"));
  const drop = list(service.get("cap_drop"));
  return add === undefined && drop === undefined ? undefined : { add, drop };
}

/** What is empty is left out. */
function present<T extends object>(record: T): T | undefined {
  return Object.keys(record).length === 0 ? undefined : record;
}

/** With a tag or a digest. */
const VERSIONED = /(:\w[\w.-]{0,127}|@sha256:[a-f0-9]{64})$/;
const UNLIMITED = -1;
const ULIMITS = [
  ...["core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss"],
  ...["rtprio", "rttime", "sigpending", "stack"],
] as readonly UlimitName[];
