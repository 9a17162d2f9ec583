import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../core";
import type { ComposeOptions } from "./options";
import { type ComposePlan, planCompose } from "./plan";
import { describeComposeDiagnostic, EnvFileError, parseEnvFile } from "./syntax";

export interface ComposeFileProps extends ComposeOptions {
  /** Path of the Compose file. Environment files are looked for beside it. */
  readonly file: string;
  /** What is brought up, e.g. a branch. */
  readonly project: string;
  /** Variables for `${…}`, which win over those of `.env` beside the file. @default the environment of this process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads a Compose file, and plans what it becomes on ECS.
 *
 * @throws InputError when the file, or `.env` beside it, cannot be read
 */
export function readComposeFile(props: ComposeFileProps): ComposePlan {
  const { file, project, environment = process.env } = props;
  const readFile = (path: string) => readText(resolve(dirname(file), path));
  const text = readText(file);
  if (text === undefined) {
    throw new InputError(`${file}: there is no such file; name the Compose file`);
  }
  const dotEnv = readDotEnv(join(dirname(file), ".env"), environment);
  const given: Readonly<Record<string, string | undefined>> = { COMPOSE_PROJECT_NAME: project };
  return planCompose({
    file,
    text,
    project,
    options: props,
    readFile,
    variables: (name) => given[name] ?? environment[name] ?? dotEnv.get(name),
  });
}

function readDotEnv(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  try {
    return parseEnvFile(readText(file) ?? "", { get: (name) => environment[name], onUnset: () => undefined });
  } catch (error) {
    if (!(error instanceof EnvFileError)) {
      throw error;
    }
    const { line, message, hint } = error;
    throw new InputError(
      describeComposeDiagnostic({ severity: "error", file, line, column: 1, key: "", message, hint }),
    );
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
