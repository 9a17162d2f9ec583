import type { LineCounter } from "yaml";
import { InputError } from "../../core";
import { describeComposeDiagnostic, type Position } from "./diagnostic";

export const START: Position = { line: 1, column: 1 };

export function positionAt(lineCounter: LineCounter, offset: number): Position {
  const { line, col } = lineCounter.linePos(offset);
  return { line, column: col };
}

/** What is wrong with a file as YAML. */
export function yamlError(file: string, position: Position, message: string, hint: string): InputError {
  return new InputError(
    describeComposeDiagnostic({ severity: "error", file, ...position, key: "", message, hint }),
  );
}
