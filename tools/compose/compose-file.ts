import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import { UserError } from "../process/user-error";

/** In the order in which Compose looks for them. */
const USUAL_FILES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/** The Compose file, and what Compose would read with it. */
export interface ComposeFile {
  /** Its path, from the project's folder. */
  readonly file: string;
  /** The name of a file beside it that is left out. */
  readonly override: string | undefined;
}

/**
 * Finds the Compose file as Compose does.
 *
 * @param from the folder that the user is in
 * @param given a path from there; an override is then left out by Compose, too
 * @throws UserError if there is none
 */
export function findComposeFile(
  from: string,
  projectDirectory: string,
  given: string | undefined,
): ComposeFile {
  if (given !== undefined) {
    return { file: relative(projectDirectory, resolve(from, given)), override: undefined };
  }
  const name = USUAL_FILES.find((file) => existsSync(join(from, file)));
  if (name === undefined) {
    throw new UserError(`There is no ${USUAL_FILES.join(", ")} here: name the Compose file with -f.`);
  }
  const override = ["yml", "yaml"]
    .map((ending) => `${name.replace(/\.ya?ml$/, "")}.override.${ending}`)
    .find((file) => existsSync(join(from, file)));
  return { file: relative(projectDirectory, join(from, name)), override };
}
