import { existsSync, readdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const PROVIDER = join("hashicorp", "aws");

/** Below these, software is installed by hand or by a package: a mirror is at most two folders down. */
const SYSTEM_FOLDERS = [
  "/opt",
  "/srv",
  "/usr/lib",
  "/usr/local",
  "/usr/local/lib",
  "/usr/local/share",
  "/usr/share",
  "/var/cache",
  "/var/lib",
];

/** Where to look for filesystem mirrors. */
export interface MirrorPlaces {
  /** Folders that are mirrors if they hold the provider, in order of preference. */
  readonly folders: readonly string[];
  /** Folders whose subfolders, and theirs, are looked at too. */
  readonly roots: readonly string[];
}

/**
 * The folders that Terraform takes for mirrors unasked.
 * See https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function impliedMirrorFolders(env: NodeJS.ProcessEnv, home: string): string[] {
  const dataHome = env.XDG_DATA_HOME ?? join(home, ".local", "share");
  const dataFolders = (env.XDG_DATA_DIRS ?? "/usr/local/share:/usr/share").split(delimiter);
  return [
    join(home, ".terraform.d", "plugins"),
    ...(process.platform === "darwin"
      ? [join(home, "Library", "Application Support", "io.terraform", "plugins")]
      : []),
    ...[dataHome, ...dataFolders].map((folder) => join(folder, "terraform", "plugins")),
  ];
}

/** The places to look at when neither the user nor Terraform names one: plugin caches and system folders. */
export function usualMirrorPlaces(env: NodeJS.ProcessEnv, home: string): MirrorPlaces {
  const caches = [env.TF_PLUGIN_CACHE_DIR ?? "", join(home, ".terraform.d", "plugin-cache")];
  return { folders: caches.filter((folder) => folder !== ""), roots: SYSTEM_FOLDERS };
}

/**
 * The mirrors at these places that hold the AWS provider of this registry for this machine, unpacked
 * (`<folder>/<host>/hashicorp/aws/<version>/<os>_<arch>/`) or packed (`terraform providers mirror`).
 */
export function findMirrors({ folders, roots }: MirrorPlaces, registryHost: string): string[] {
  const twoLevelsBelow = roots.flatMap((root) =>
    [root, ...subfolders(root)].flatMap((folder) => [folder, ...subfolders(folder)]),
  );
  const candidates = new Set([...folders, ...twoLevelsBelow].map((folder) => resolve(folder)));
  return [...candidates].filter((folder) => holdsProvider(join(folder, registryHost, PROVIDER)));
}

/** How Terraform names this machine: `linux_amd64`, `darwin_arm64` … */
export function terraformPlatform(): string {
  const architectures: Partial<Record<string, string>> = { x64: "amd64", ia32: "386" };
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `${system}_${architectures[process.arch] ?? process.arch}`;
}

function holdsProvider(folder: string): boolean {
  const platform = terraformPlatform();
  return entries(folder).some(
    ({ name }) => existsSync(join(folder, name, platform)) || name.endsWith(`_${platform}.zip`),
  );
}

function subfolders(folder: string): string[] {
  return entries(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

/** What a folder contains; nothing if it does not exist or may not be read. */
function entries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
