import type { NewEntry } from "./settings-file";

/** A service behind the balancer, on a path of its own. @param settings of the environment, to which it is added */
export function newService(key: string, settings: string): NewEntry & { readonly priority: number } {
  const priority = newPriority(settings);
  const name = key.replaceAll("_", "-");
  return {
    property: "services",
    key,
    priority,
    text: [
      `    ${key}: {`,
      `      repository: "example/${name}",`,
      "      containers: [{ memoryMiB: 128, portMappings: [{ containerPort: 8080 }] }],",
      `      loadBalancer: { priority: ${priority}, paths: ["/${name}", "/${name}/*"] },`,
      "    },",
    ].join("\n"),
  };
}

/** Before all others, of which one may match every path; behind them only where there is no room before. */
function newPriority(settings: string): number {
  const others = [...settings.matchAll(/priority: (\d+)/g)].map(([, priority]) => Number(priority));
  const first = Math.min(110, ...others);
  return first > 10 ? first - 10 : Math.max(...others) + 10;
}

/** A task in the image of a service. */
export function newTask(name: string, service: string): NewEntry {
  const key = /^[a-z]\w*$/.test(name) ? name : JSON.stringify(name);
  return {
    property: "tasks",
    key: name,
    text: [
      `    ${key}: {`,
      `      service: "${service}",`,
      `      containers: [{ command: ["npm", "run", "${name}"], memoryMiB: 128 }],`,
      "    },",
    ].join("\n"),
  };
}

/** An environment that there is. */
export interface ExistingEnvironment {
  readonly name: string;
  /** The text of its file. */
  readonly settings: string;
}

/**
 * An environment like `base`, in a network of its own.
 *
 * @param all environments that there are
 */
export function newEnvironment(
  name: string,
  base: ExistingEnvironment,
  all: readonly ExistingEnvironment[],
): string {
  const [, like = base.name] = /export const (\w+)/.exec(base.settings) ?? [];
  const networks = all.flatMap(({ settings }) =>
    [...settings.matchAll(/"10\.(\d+)\./g)].map(([, second]) => Number(second)),
  );
  return [
    'import type { EnvironmentSettings } from "../settings";',
    `import { ${like} } from "./${base.name}";`,
    "",
    `/** As ${base.name}, in a network of its own. */`,
    `export const ${variableName(name)}: EnvironmentSettings = {`,
    `  ...${like},`,
    // A bucket is one environment's.
    ...(base.settings.includes("stateBucket:") ? ["  stateBucket: undefined,"] : []),
    `  network: { ...${like}.network, cidrBlock: "10.${Math.max(0, ...networks) + 1}.0.0/16" },`,
    "};",
    "",
  ].join("\n");
}

/** What an environment's file calls what it exports. */
function variableName(environment: string): string {
  return environment.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
