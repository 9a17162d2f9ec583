import type { ContainerProps, NetworkMode } from "../ecs-task";
import { readContainer } from "./container";
import { type ComposeDependency, readDependsOn } from "./keys/depends-on";
import type { EnvironmentSources } from "./keys/environment";
import { readHostname } from "./keys/hostname";
import { readLinks } from "./keys/links";
import { type ComposeMount, readMounts } from "./keys/mounts";
import { readNetworkMode } from "./keys/network-mode";
import { type ComposePort, readPorts } from "./keys/ports";
import { readReplicas, type Replicas } from "./keys/replicas";
import { readMayEnd } from "./keys/restart";
import type { NamedSecrets } from "./keys/secrets";
import type { NamedVolumes } from "./keys/volumes";
import type { Value } from "./syntax";

/** A service of a Compose file, read but not yet placed in a task. */
export interface ComposeService {
  readonly key: string;
  readonly value: Value;
  readonly container: ContainerProps;
  readonly ports: readonly ComposePort[];
  readonly mounts: readonly ComposeMount[];
  readonly links: readonly ComposeDependency[];
  readonly dependsOn: readonly ComposeDependency[];
  readonly networkMode: NetworkMode;
  /** Whether it may end and leave the others running. */
  readonly mayEnd: boolean;
  readonly replicas: Replicas;
}

/** What services of a file may name. */
export interface Named {
  readonly volumes: NamedVolumes;
  readonly secrets: NamedSecrets;
}

/** Reads one service. */
export function readService(
  key: string,
  value: Value,
  { volumes, secrets }: Named,
  sources: EnvironmentSources,
): ComposeService {
  const name = key.replace(/[^\w-]/g, "-");
  const container = readContainer(value, name, secrets, sources);
  const networkMode = readNetworkMode(value.get("network_mode"));
  return {
    key,
    value,
    container: { ...container, hostname: readHostname(value, key, container, networkMode) },
    ports: readPorts(value.get("ports")),
    mounts: readMounts(value, name, volumes),
    links: readLinks(value),
    dependsOn: readDependsOn(value),
    networkMode,
    mayEnd: readMayEnd(value.get("restart")),
    replicas: readReplicas(value),
  };
}
