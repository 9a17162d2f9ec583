/** Where something is written; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * How much it matters: an error keeps the file from being brought up; a warning is something that works differently on
 * ECS, or not at all; a note is something that need not be in the file.
 */
export type Severity = "error" | "warning" | "note";

/** Something about a Compose file that its author should know. */
export interface ComposeDiagnostic extends Position {
  readonly severity: Severity;
  /** The file as it was named. */
  readonly file: string;
  /** The key that it is about, e.g. `services.web.build`; empty for the file as a whole. */
  readonly key: string;
  readonly message: string;
  /** What can be done about it. */
  readonly hint: string;
}

/** A diagnostic as one line: `<file>:<line>:<column>: <severity>: <key>: <message>; <hint>`. */
export function describeComposeDiagnostic(diagnostic: ComposeDiagnostic): string {
  const { file, line, column, severity, key, message, hint } = diagnostic;
  const about = key === "" ? "" : `${key}: `;
  return `${file}:${line}:${column}: ${severity}: ${about}${message}; ${hint}`;
}

/** Collects diagnostics, each once, and gives them in the order of the file. */
export class Diagnostics {
  private readonly found = new Map<string, ComposeDiagnostic>();

  add(diagnostic: ComposeDiagnostic): void {
    this.found.set(describeComposeDiagnostic(diagnostic), diagnostic);
  }

  get sorted(): ComposeDiagnostic[] {
    return [...this.found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}
