import type { Library } from "./libraries";

/** What a package needs of the project's own package.json. */
export interface ProjectManifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Dependencies of the project that modules import; the rest of them serves its programs. */
const DEPENDENCIES = ["yaml"] as const;

/**
 * The package.json of the package for a library: each module is an entry of its own, so that a program loads what it uses.
 *
 * @param modules names of the modules' folders
 * @param repository where the sources are on the web, as npm's proof of origin needs it. @default - not said
 */
export function packageManifest(
  project: ProjectManifest,
  library: Library,
  modules: readonly string[],
  repository?: string,
) {
  const { version, description, license, engines } = project;
  return {
    name: library.packageName,
    version,
    description: description.replace("CDKTF", library.title),
    license,
    keywords: ["aws", "ecs", "docker", "terraform", library.core, "constructs"],
    ...(repository === undefined ? {} : { repository: { type: "git", url: `git+${repository}.git` } }),
    engines,
    type: "commonjs",
    sideEffects: false,
    exports: {
      ...Object.fromEntries(modules.map((name) => [`./${name}`, entryOf(name)])),
      "./package.json": "./package.json",
    },
    dependencies: Object.fromEntries(DEPENDENCIES.map((name) => [name, `^${project.dependencies[name]}`])),
    peerDependencies: library.peerDependencies,
  };
}

/** CommonJS, as the libraries are: Node loads it by `import`, too. */
function entryOf(module: string) {
  return { types: `./${module}/index.d.ts`, default: `./${module}/index.js` };
}
