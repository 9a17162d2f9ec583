import { writeFileSync } from "node:fs";
import { App } from "cdktf";
import { assertValid, InputError, type ReportedDiagnostic } from "../core";
import { disableCreationStacks } from "./creation-stacks";

/**
 * Builds stacks and writes their Terraform JSON. Of wrong input every line is printed, nothing is written, and the exit
 * code is 1. Warnings are printed, too.
 */
export function runProgram(build: (app: App) => void): void {
  disableCreationStacks();
  const diagnostics = synthesize(build);
  const file = process.env[DIAGNOSTICS_FILE];
  if (file === undefined) {
    process.stderr.write(diagnostics.map((one) => `${inWords(one)}\n`).join(""));
  } else {
    writeFileSync(file, JSON.stringify(diagnostics));
  }
  if (diagnostics.some(({ severity }) => severity === "error")) {
    process.exitCode = 1;
  }
}

/** Names a file that gets the diagnostics as JSON, instead of standard error: the commands show them themselves. */
const DIAGNOSTICS_FILE = "ECS_DIAGNOSTICS_FILE";

function synthesize(build: (app: App) => void): readonly ReportedDiagnostic[] {
  try {
    const app = new App();
    build(app);
    const warnings = assertValid(app);
    app.synth();
    return warnings;
  } catch (error) {
    if (!InputError.isInputError(error)) {
      throw error;
    }
    return error.diagnostics;
  }
}

/** The line of an error stands alone; a warning says that it is one, and why it is acknowledged. */
function inWords({ severity, message, acknowledged }: ReportedDiagnostic): string {
  if (acknowledged !== undefined) {
    return `acknowledged: ${message} (${acknowledged})`;
  }
  return severity === "error" ? message : `warning: ${message}`;
}
