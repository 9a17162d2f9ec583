import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { InputError, reported, ValidationError } from "../modules/core";
import { mistakesOf, settingsDescription } from "./check";
import type { Environment, EnvironmentSettings } from "./environment";

/** Environments by name. */
export type Environments = Readonly<Record<string, Environment>>;

/** The environments of a folder. */
export interface LoadedEnvironments {
  readonly environments: Environments;
  /** What is wrong with the others, by name: it ends only what is about them. */
  readonly refused: ReadonlyMap<string, InputError>;
}

/**
 * Loads every file of a folder as an environment of that name. Refused are files that cannot be loaded, that export anything else
 * than one environment, and settings that there are not, that are missing or of another type; a line each.
 */
export function loadEnvironments(folder: string): LoadedEnvironments {
  const environments: Record<string, Environment> = {};
  const refused = new Map<string, InputError>();
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"));
  for (const name of names) {
    try {
      const settings = loadEnvironment(folder, name);
      checkSettings(fileOf(folder, name), settings);
      environments[name] = { ...settings, name };
    } catch (error) {
      if (!InputError.isInputError(error)) {
        throw error;
      }
      refused.set(name, error);
    }
  }
  return { environments, refused };
}

function checkSettings(file: string, settings: EnvironmentSettings): void {
  const mistakes = mistakesOf(settings, settingsDescription());
  if (mistakes.length > 0) {
    throw new InputError(mistakes.map((mistake) => reported(file, mistake)));
  }
}

function fileOf(folder: string, name: string): string {
  return `${basename(folder)}/${name}.ts`;
}

function loadEnvironment(folder: string, name: string): EnvironmentSettings {
  const file = fileOf(folder, name);
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
  return settings as EnvironmentSettings;
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
