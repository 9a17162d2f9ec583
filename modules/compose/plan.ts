import type { ContainerProps, NetworkMode, Volumes } from "../ecs-task";
import { type ComposeFinding, Findings } from "./finding";
import { portMappings } from "./ports";
import { readNamedSecrets } from "./secrets";
import { type ComposeService, readService } from "./service";
import { checkServices } from "./service-rules";
import { dependencies, isEssential } from "./task-dependencies";
import { reportUnread } from "./unsupported-keys";
import { Value } from "./value";
import { readNamedVolumes } from "./volumes";
import { readYaml } from "./yaml-file";

/** A Compose file, and what it becomes. */
export interface ComposeInput {
  /** Name of the file, for findings. */
  readonly file: string;
  readonly text: string;
  /** What is brought up, e.g. a branch: the beginning of the names of volumes and services. */
  readonly project: string;
  readonly options: ComposeOptions;
  /** The text of a file beside the Compose file; `undefined` when there is none. */
  readonly readFile: (path: string) => string | undefined;
  /** Variables for `${…}` and for names without a value. */
  readonly variables: (name: string) => string | undefined;
}

/** How a Compose file is carried over. */
export interface ComposeOptions {
  /**
   * `together`: one task with a container for each service, which call each other by links. `separate`: a task of its own
   * for each service, which can be scaled alone, but calls others by addresses that it is given.
   * @default "together"
   */
  readonly services?: "together" | "separate";
  /**
   * `dynamic`: ECS picks a free port of the instance, so that many projects fit on it. `as-written`: the ports of the
   * file, once on each instance.
   * @default "dynamic"
   */
  readonly hostPorts?: "dynamic" | "as-written";
  /** Profiles that are active; services of others are left out. @default the variable COMPOSE_PROFILES, or none */
  readonly profiles?: readonly string[];
}

/** One service of ECS. */
export interface ComposeTask {
  readonly name: string;
  readonly containers: readonly ContainerProps[];
  readonly volumes: Volumes;
  readonly networkMode: NetworkMode;
  readonly desiredCount: number;
}

/** What a Compose file becomes on ECS. */
export interface ComposePlan {
  /** To be used only while no finding is an error. */
  readonly tasks: readonly ComposeTask[];
  readonly findings: readonly ComposeFinding[];
  /** Paths of the keys that were read; every other key has a finding. */
  readonly readKeys: ReadonlySet<string>;
}

/**
 * Plans what a Compose file becomes on ECS. Every key of it is carried over or has a finding.
 *
 * @throws InputError when it is no YAML
 */
export function planCompose(input: ComposeInput): ComposePlan {
  const { file, project, options, variables } = input;
  const findings = new Findings();
  const read = new Set<string>();
  const tree = readYaml(file, input.text);
  const root = new Value("", { line: 1, column: 1 }, tree, { file, findings, read, variables });
  const services = readServices(root, input);
  checkServices(root, services, options);
  const groups =
    options.services === "separate"
      ? services.map((one) => ({ name: `${project}-${one.container.name}`, members: [one] }))
      : [{ name: project, members: services }];
  const tasks = groups.map(({ name, members }) => toTask(name, members, options));
  reportUnread(root);
  return { tasks, findings: findings.sorted, readKeys: read };
}

function readServices(root: Value, input: ComposeInput): ComposeService[] {
  const all = root.get("services");
  if (all === undefined || (all.kind === "map" && all.keys().length === 0)) {
    root.error("has no services", "write them under services: with image: and ports:");
    return [];
  }
  const profiles = input.options.profiles ?? input.variables("COMPOSE_PROFILES")?.split(",") ?? [];
  const named = {
    volumes: readNamedVolumes(root.get("volumes"), input.project),
    secrets: readNamedSecrets(root.get("secrets")),
  };
  return all.entries().flatMap(([key, value]) => {
    const wanted = value.get("profiles")?.texts() ?? [];
    if (wanted.length > 0 && !["*", ...wanted].some((profile) => profiles.includes(profile))) {
      value.accept();
      value.note(
        `is left out: it is for ${wanted.join(", ")}`,
        "name a profile in COMPOSE_PROFILES to have it",
      );
      return [];
    }
    return [readService(key, value, named, input)];
  });
}

function toTask(name: string, members: readonly ComposeService[], options: ComposeOptions): ComposeTask {
  const counts = members.map(({ replicas }) => replicas);
  return {
    name,
    containers: members.map((member) => ({
      ...member.container,
      essential: isEssential(member, members),
      // On the instance's own network Compose does not look at the host's ports either.
      portMappings: portMappings(
        member.ports,
        member.hostNetwork ? "dynamic" : (options.hostPorts ?? "dynamic"),
      ),
      mountPoints: member.mounts.map(({ mount }) => mount),
      ...dependencies(member, members),
    })),
    volumes: Object.fromEntries(
      members.flatMap(({ mounts }) => mounts.map(({ mount, volume }) => [mount.volume, volume])),
    ),
    networkMode: members.some(({ hostNetwork }) => hostNetwork) ? "host" : "bridge",
    // Where they differ there is a finding.
    desiredCount: new Set(counts).size === 1 ? (counts[0] ?? 1) : 1,
  };
}
