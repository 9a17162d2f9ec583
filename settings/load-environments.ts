import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { InputError, ValidationError } from "../modules/core";
import type { Environment, EnvironmentSettings } from "./environment";

/** All environments by name. */
export type Environments = Readonly<Record<string, Environment>>;

/**
 * Loads every file of a folder as an environment of that name.
 *
 * @throws InputError on a file that cannot be loaded, or exports anything else than one environment
 */
export function loadEnvironments(folder: string): Environments {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"));
  return Object.fromEntries(names.map((name) => [name, loadEnvironment(folder, name)]));
}

function loadEnvironment(folder: string, name: string): Environment {
  const file = `${basename(folder)}/${name}.ts`;
  const exported = Object.entries(load(join(folder, `${name}.ts`), file));
  const [[, settings] = []] = exported;
  if (exported.length !== 1 || typeof settings !== "object" || settings === null) {
    throw new ValidationError(file, {
      prop: "export",
      must: "be one environment",
      got: exported.map(([key]) => key),
      hint: `write "export const ${name}: EnvironmentSettings = { … }", and nothing else that is exported`,
    });
  }
  return { ...(settings as EnvironmentSettings), name };
}

function load(path: string, file: string): object {
  try {
    return createRequire(__filename)(path) as object;
  } catch (error) {
    throw new InputError(`${file}: cannot be loaded: ${whatIsWrong(error as Error, path)}; correct it`);
  }
}

/** One line, with the place where there is one: a parser says it in its message, all else in the stack. */
function whatIsWrong({ message, stack = "" }: Error, path: string): string {
  const [, behind = ""] = `${message}\n${stack}`.split(`${path}:`);
  const [, place, parsed] = /^(\d+:\d+)(?:: (?:ERROR: )?(.+))?/.exec(behind) ?? [];
  const [firstLine = ""] = message.split("\n");
  return place === undefined ? firstLine : `${place}: ${parsed ?? firstLine}`;
}
