import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve, sep } from "node:path";

/**
 * The absolute path of a program, found as a shell would find it: a name is looked up in the folders of
 * `env.PATH`, anything with a slash is a path. Undefined if there is no such executable file.
 */
export function findExecutable(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const candidates =
    isAbsolute(name) || name.includes(sep)
      ? [resolve(name)]
      : (env.PATH ?? "").split(delimiter).map((folder) => join(resolve(folder), name));
  return candidates.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
