import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { applyEdits, type FormattingOptions, modify } from "jsonc-parser";

import { replaceFile } from "../process/replace-file";
import { UserError } from "../process/user-error";

/** The context in a project's `cdktf.json`; empty without that file. */
export function committedContext(projectDirectory = process.cwd()): Readonly<Record<string, unknown>> {
  const file = fileIn(projectDirectory);
  return existsSync(file) ? contextIn(readFileSync(file, "utf8")) : {};
}

/**
 * Writes values into the context of a project's `cdktf.json`. The rest of the file stays as it is, to the letter. It is
 * replaced at once, so that it is never half-written.
 *
 * @throws UserError if there is no such file, or it is no JSON object
 */
export function commitContext(
  values: Readonly<Record<string, string>>,
  projectDirectory = process.cwd(),
): void {
  if (!existsSync(fileIn(projectDirectory))) {
    throw new UserError(
      `There is no cdktf.json in ${projectDirectory}: run the command in the project's folder.`,
    );
  }
  // A link stays one.
  const file = realpathSync(fileIn(projectDirectory));
  let text = readFileSync(file, "utf8");
  contextIn(text);
  for (const [key, value] of Object.entries(values)) {
    text = applyEdits(text, modify(text, ["context", key], value, { formattingOptions: formattingOf(text) }));
  }
  replaceFile(file, text);
}

function contextIn(text: string): Readonly<Record<string, unknown>> {
  const content = parse(text);
  if (!isRecord(content) || !isRecord(content.context ?? {})) {
    throw new UserError(
      `cdktf.json must be a JSON object, with an object as 'context': correct it, e.g. "context": { "environment": "acc" }.`,
    );
  }
  return (content.context ?? {}) as Record<string, unknown>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How new lines are to look: as those that are there. */
function formattingOf(text: string): FormattingOptions {
  const [, indent = "  "] = /^([ \t]+)\S/m.exec(text) ?? [];
  return {
    tabSize: indent.length,
    insertSpaces: !indent.startsWith("\t"),
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

function fileIn(projectDirectory: string): string {
  return join(projectDirectory, "cdktf.json");
}
