import { readNamedSecrets } from "./keys/secrets";
import { reportUnread } from "./keys/unsupported-keys";
import { readNamedVolumes } from "./keys/volumes";
import type { ComposeOptions } from "./options";
import { type ComposeService, readService } from "./service";
import { checkServices } from "./service-rules";
import { type ComposeDiagnostic, Diagnostics, readYaml, Value } from "./syntax";
import { type ComposeTask, planTask } from "./task";
import { checkTasks } from "./task-rules";

/** A Compose file, and what it becomes. */
export interface ComposeInput {
  /** Name of the file, for diagnostics. */
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

/** What a Compose file becomes on ECS. */
export interface ComposePlan {
  /** To be used only while no diagnostic is an error. */
  readonly tasks: readonly ComposeTask[];
  readonly diagnostics: readonly ComposeDiagnostic[];
  /** Paths of the keys that were read; every other key has a diagnostic. */
  readonly readKeys: ReadonlySet<string>;
}

/**
 * Plans what a Compose file becomes on ECS. Every key of it is carried over or has a diagnostic.
 *
 * @throws InputError when it is no YAML
 */
export function planCompose(input: ComposeInput): ComposePlan {
  const { file, project, options, variables } = input;
  const diagnostics = new Diagnostics();
  const read = new Set<string>();
  const tree = readYaml(file, input.text);
  const context = { file, diagnostics, read, unreadable: new Set<string>(), variables };
  const root = new Value("", { line: 1, column: 1 }, tree, context);
  const services = readServices(root, input);
  checkServices(services, options);
  checkTasks(root, services, options);
  const tasks =
    options.services === "separate"
      ? services.map((one) => planTask(`${project}-${one.container.name}`, [one], options))
      : [planTask(project, services, options)];
  reportUnread(root);
  return { tasks, diagnostics: diagnostics.sorted, readKeys: read };
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
