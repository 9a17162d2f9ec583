import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { CDK_TERRAIN, CDKTF, type Library, withImportsOf } from "./libraries";
import { packageManifest, type ProjectManifest } from "./manifest";

const project = resolve(__dirname, "../..");

/** Where the packages are built: a folder each, of the package's name. Git ignores it. */
export const DIST = join(project, "dist");

/** Of both libraries: the sources import the first. */
export const LIBRARIES: readonly Library[] = [CDKTF, CDK_TERRAIN];

/** The manifest of the project, from which those of the packages are derived. */
export function readProject(): ProjectManifest {
  return JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as ProjectManifest;
}

/**
 * Builds the package for each library from one compilation: JavaScript with source maps, and declarations.
 *
 * @param repository where the sources are on the web. @default - not said
 */
export function buildPackages(repository?: string): void {
  rmSync(DIST, { recursive: true, force: true });
  const { version } = readProject();
  const sources = repository === undefined ? "sources:///" : `${repository}/raw/v${version}/`;
  // People read the comments in the declarations: without them the package is an eighth smaller.
  compile("--declaration", "false", "--removeComments", "--sourceMap", "--sourceRoot", `${sources}modules/`);
  compile("--emitDeclarationOnly");
  const compiled = join(DIST, CDKTF.packageName);
  const modules = readdirSync(compiled).sort();
  cpSync(compiled, join(DIST, CDK_TERRAIN.packageName), { recursive: true });
  rewriteImports(CDK_TERRAIN);
  for (const library of LIBRARIES) {
    addDescription(library, modules, repository);
  }
}

/** Packs a package that is built, as npm publishes it. Returns the path of the tarball. */
export function packPackage(library: Library): string {
  const folder = join(DIST, library.packageName);
  execFileSync("npm", ["pack", "--silent", "--pack-destination", DIST, folder], { stdio: "ignore" });
  return join(DIST, `${library.packageName}-${readProject().version}.tgz`);
}

function compile(...options: readonly string[]): void {
  const compiler = createRequire(__filename).resolve("typescript/bin/tsc");
  const args = [compiler, "--project", join(__dirname, "tsconfig.json"), ...options];
  execFileSync(process.execPath, args, { stdio: "inherit" });
}

function rewriteImports(library: Library): void {
  const folder = join(DIST, library.packageName);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const file = join(entry.parentPath, entry.name);
      writeFileSync(file, withImportsOf(library, readFileSync(file, "utf8")));
    }
  }
}

/** Adds what is not compiled: the manifest, and what people read. */
function addDescription(library: Library, modules: readonly string[], repository?: string): void {
  const folder = join(DIST, library.packageName);
  const manifest = packageManifest(readProject(), library, modules, repository);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(project, "docs/package.md"), join(folder, "README.md"));
  copyFileSync(join(project, "LICENSE"), join(folder, "LICENSE"));
}
