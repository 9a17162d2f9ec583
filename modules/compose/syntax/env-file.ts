import { interpolate, InterpolationError, type VariableSource } from "./interpolation";

/** A line of an environment file that cannot be understood. */
export class EnvFileError extends Error {
  override readonly name = "EnvFileError";

  constructor(
    readonly line: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/**
 * Reads an environment file as Compose does: `NAME=value` lines, `#` comments, `export`, single quotes (as it stands, but
 * for `\'`) and double quotes (with escapes and variables), which may go over several lines. A name alone takes its
 * value from the environment.
 * https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 *
 * @throws EnvFileError on anything else
 */
export function parseEnvFile(text: string, variables: VariableSource): Map<string, string> {
  const values = new Map<string, string>();
  const source: VariableSource = {
    ...variables,
    get: (name) => variables.get(name) ?? values.get(name),
  };
  const content = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  let position = 0;
  while (position < content.length) {
    ENTRY.lastIndex = position;
    const match = ENTRY.exec(content);
    if (match === null) {
      throw new EnvFileError(
        lineOf(content, position),
        "is no NAME=value",
        "correct it, and close all quotes",
      );
    }
    const start = position;
    position = ENTRY.lastIndex;
    const { name, separator, single, double, plain } = match.groups ?? {};
    if (name === undefined) {
      continue;
    }
    const written = double === undefined ? (plain ?? "").trim() : unescape(double);
    const value =
      separator === undefined
        ? variables.get(name)
        : (single?.replaceAll("\\'", "'") ?? replaced(written, source, lineOf(content, start)));
    if (value !== undefined) {
      values.set(name, value);
    }
  }
  return values;
}

function replaced(text: string, source: VariableSource, line: number): string {
  try {
    return interpolate(text, source);
  } catch (error) {
    if (error instanceof InterpolationError) {
      throw new EnvFileError(line, error.message, error.hint);
    }
    throw error;
  }
}

function lineOf(content: string, position: number): number {
  return content.slice(0, position).split("\n").length;
}

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, (written, character: string) => ESCAPES.get(character) ?? written);
}

/** Behind a backslash; before anything else it is one. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["$", "$$"],
  ['"', '"'],
  ["\\", "\\"],
]);

/**
 * Reads an environment file in the format `raw`: all behind `NAME=` is the value.
 * https://github.com/compose-spec/compose-spec/blob/main/05-services.md#format
 */
export function parseRawEnvFile(
  text: string,
  variables: (name: string) => string | undefined,
): Map<string, string> {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => !/^\s*(#|$)/.test(line));
  return new Map(
    lines.flatMap((line) => {
      const [name = "", ...rest] = line.trimStart().split("=");
      const value = rest.length === 0 ? variables(name) : rest.join("=");
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** One line, or one entry of several lines: nothing, a comment, or a name with or without a value. */
const ENTRY =
  /[^\S\n]*(?:(?:export[^\S\n]+)?(?<name>[A-Za-z_][\w.-]*)(?:(?<separator>[^\S\n]*=|:[^\S\n])[^\S\n]*(?:'(?<single>(?:\\'|[^'])*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<plain>(?![^\S\n]*['"])(?:[^\n#]|(?<=\S)#)*))?)?[^\S\n]*)?(?:#[^\n]*)?(?:\n|$)/sy;
