import type { LineCounter } from "yaml";
import { InputError } from "../core";
import { describeComposeFinding, type Position } from "./finding";

export const START: Position = { line: 1, column: 1 };

export function positionAt(lineCounter: LineCounter, offset: number): Position {
  const { line, col } = lineCounter.linePos(offset);
  return { line, column: col };
}

/** What is wrong with a file as YAML. */
export function yamlRefusal(file: string, position: Position, message: string, hint: string): InputError {
  return new InputError(
    describeComposeFinding({ severity: "error", file, ...position, key: "", message, hint }),
  );
}
