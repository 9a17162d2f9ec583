import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** The names of a project's environments: each is a file in `environments/`. */
export function environmentNames(projectDirectory = process.cwd()): string[] {
  const folder = join(projectDirectory, "environments");
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(".ts"))
        .map((file) => basename(file, ".ts"))
        .sort()
    : [];
}
