import type { ContainerProps } from "../ecs-task";
import { readContainer } from "./container";
import { type ComposeDependency, readDependsOn, readLinks } from "./dependencies";
import type { Surroundings } from "./environment";
import { type ComposePort, readPorts } from "./ports";
import type { NamedSecrets } from "./secrets";
import type { Value } from "./value";
import { type ComposeMount, type NamedVolumes, readMounts } from "./volumes";

/** A service of a Compose file, read but not yet placed in a task. */
export interface ComposeService {
  readonly key: string;
  readonly value: Value;
  readonly container: ContainerProps;
  readonly ports: readonly ComposePort[];
  readonly mounts: readonly ComposeMount[];
  readonly links: readonly ComposeDependency[];
  readonly dependsOn: readonly ComposeDependency[];
  /** Whether it shares the network of the instance. */
  readonly hostNetwork: boolean;
  /** Whether it may end and leave the others running. */
  readonly mayEnd: boolean;
  readonly replicas: number;
  /** Where the replicas are written. @default nowhere: one */
  readonly replicasValue?: Value;
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
  surroundings: Surroundings,
): ComposeService {
  const name = key.replace(/[^\w-]/g, "-");
  const mode = value.get("deploy")?.get("mode");
  if (mode !== undefined && mode.text() !== "replicated") {
    mode.warn("a service of this kind has a number of tasks", "use DaemonService for one on each instance");
  }
  return {
    key,
    value,
    container: readContainer(value, name, secrets, surroundings),
    ports: readPorts(value.get("ports")),
    mounts: readMounts(value, name, volumes),
    links: readLinks(value),
    dependsOn: readDependsOn(value),
    hostNetwork: readNetworkMode(value.get("network_mode")),
    mayEnd: readMayEnd(value.get("restart")),
    ...readReplicas(value),
  };
}

function readReplicas(service: Value): Pick<ComposeService, "replicas" | "replicasValue"> {
  const deployed = service.get("deploy")?.get("replicas");
  const scale = service.get("scale");
  if (deployed !== undefined && scale !== undefined && deployed.text() !== scale.text()) {
    scale.error("is not the same as deploy.replicas", "leave one of them");
  }
  const value = deployed ?? scale;
  const replicas = value?.integer() ?? 1;
  if (replicas < 0) {
    value?.error(`must not be negative, got ${replicas}`, "write how many tasks there are to be");
  }
  return { replicas: Math.max(replicas, 0), replicasValue: value };
}

function readNetworkMode(mode: Value | undefined): boolean {
  const text = mode?.text();
  if (text !== undefined && text !== "bridge" && text !== "host") {
    mode?.error(`must be bridge or host, got ${JSON.stringify(text)}`, "leave it out, and link the services");
  }
  return text === "host";
}

const RESTART = /^(no|false|always|unless-stopped|on-failure(:\d+)?)$/;

/** ECS replaces a task whose container ends, unless that one may end. */
function readMayEnd(restart: Value | undefined): boolean {
  const text = restart?.text();
  if (text !== undefined && !RESTART.test(text)) {
    restart?.error(
      `must be one of "no", always, on-failure, unless-stopped, got ${JSON.stringify(text)}`,
      "leave it out: ECS starts a new task when a container ends",
    );
  }
  if (text?.startsWith("on-failure") === true) {
    restart?.warn(
      "ECS starts a new task whenever the container ends",
      'write restart: "no" for a container that ends by itself',
    );
  }
  return text === "no" || text === "false";
}
