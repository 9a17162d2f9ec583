import { CST, Lexer, LineCounter, parseDocument } from "yaml";
import type { Tree } from "./tree";
import { TreeBuilder } from "./tree-builder";
import { positionAt, START, yamlError } from "./yaml-error";

/** Well above the largest files in use; what is larger takes seconds to read. */
const MAX_KIB = 256;
const MAX_ANCHORS = 1000;
/** Of brackets, and of the columns that a line begins with: deeper ones take the parser's whole stack. */
const MAX_DEPTH = 100;
const MAX_INDENT = 200;
const MERGE = "let Compose resolve it first: docker compose config > merged.yml";
const OPENING = new Set(["[", "{"]);
const CLOSING = new Set(["]", "}"]);

/**
 * Reads a YAML file. One that is too large, or would become so by its aliases, is refused before that happens.
 *
 * @throws InputError with file, line and column of the first mistake
 */
export function readYaml(file: string, text: string): Tree {
  refuseOversize(file, text);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false, merge: true });
  // Others mostly follow from the first.
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake !== undefined) {
    const position = positionAt(lineCounter, mistake.pos[0]);
    throw yamlError(file, position, ...(REFUSALS.get(mistake.code) ?? [mistake.message, "correct the YAML"]));
  }
  return new TreeBuilder(file, document, lineCounter).build();
}

/** What YAML could have, and Compose has. */
const REFUSALS: ReadonlyMap<string, [message: string, hint: string]> = new Map([
  ["MULTIPLE_DOCS", ["has several documents", MERGE]],
  ["TAG_RESOLVE_FAILED", ["has a tag that is not followed here", MERGE]],
]);

function refuseOversize(file: string, text: string): void {
  const kib = Math.ceil(Buffer.byteLength(text) / 1024);
  if (kib > MAX_KIB) {
    throw yamlError(file, START, `has ${kib} KiB, more than ${MAX_KIB}`, "split it into several projects");
  }
  let anchors = 0;
  let depth = 0;
  let indent = 0;
  let isBeginning = true;
  for (const token of new Lexer().lex(text)) {
    anchors += token.startsWith("&") ? 1 : 0;
    depth += OPENING.has(token) ? 1 : CLOSING.has(token) ? -1 : 0;
    const isNewLine = token === CST.DOCUMENT || /^\r?\n$/.test(token);
    isBeginning = isNewLine || (isBeginning && /^[ ?-]+$/.test(token));
    indent = isNewLine ? 0 : indent + (isBeginning ? token.length : 0);
    if (depth > MAX_DEPTH || indent > MAX_INDENT) {
      throw yamlError(file, START, "is nested too deeply to be read", "write it flatter");
    }
    if (anchors > MAX_ANCHORS) {
      throw yamlError(file, START, `has more than ${MAX_ANCHORS} anchors`, "write values out");
    }
  }
}
