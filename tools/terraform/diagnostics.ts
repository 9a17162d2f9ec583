import { existsSync, readFileSync } from "node:fs";

import { UserError } from "../process/user-error";

/** What a program says about itself when it is synthesized: the contract is in `modules/program/run-program.ts`. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Of its check, such as `ECS-PROP-001`. */
  readonly code: string;
  /** Path of the construct, or the file. */
  readonly path: string;
  /** All of it as one line. */
  readonly message: string;
  readonly prop?: string;
  readonly must?: string;
  readonly got?: string;
  readonly hint?: string;
  /** The reason with which a warning is acknowledged. */
  readonly acknowledged?: string;
}

/** Environment variable that names the file where a program writes its diagnostics, as a list in JSON. */
export const DIAGNOSTICS_FILE = "ECS_DIAGNOSTICS_FILE";

/** Input that the program refuses. */
export class RefusedInput extends UserError {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(diagnosticLine).join("\n"));
  }
}

/** Empty for a program that writes none. */
export function readDiagnostics(file: string): readonly Diagnostic[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Diagnostic[]) : [];
}

/** The line of an error stands alone; a warning says that it is one, and why it is acknowledged. */
export function diagnosticLine({ severity, message, acknowledged }: Diagnostic): string {
  if (acknowledged !== undefined) {
    return `acknowledged: ${message} (${acknowledged})`;
  }
  return severity === "error" ? message : `warning: ${message}`;
}

/** Prints warnings where they do not disturb what is for programs. */
export function printWarnings(warnings: readonly Diagnostic[]): void {
  process.stderr.write(warnings.map((one) => `${diagnosticLine(one)}\n`).join(""));
}
