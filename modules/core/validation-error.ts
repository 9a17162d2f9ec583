import type { IConstruct } from "constructs";
import { type Diagnostic, reported, type ReportedDiagnostic, reportedLine } from "./diagnostic";

const INPUT_ERROR = Symbol.for("ecs-terraform-cdk.InputError");

/** A mistake in the input: its message is for the user as it stands, one line for each error. */
export class InputError extends Error {
  override readonly name: string = "InputError";
  /** The errors, and warnings that were found beside them. */
  readonly diagnostics: readonly ReportedDiagnostic[];
  readonly [INPUT_ERROR] = true;

  /** @param input diagnostics, or the lines of the message where there is nothing else */
  constructor(input: string | readonly ReportedDiagnostic[]) {
    const diagnostics = typeof input === "string" ? linesOf(input).map(reportedLine) : input;
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    super(errors.map(({ message }) => message).join("\n"));
    this.diagnostics = diagnostics;
  }

  /** By a symbol and not by `instanceof`, since two copies of this package can meet in one program. */
  static isInputError(error: unknown): error is InputError {
    return typeof error === "object" && error !== null && INPUT_ERROR in error;
  }
}

/** Thrown by a construct whose input cannot work on AWS, before anything is synthesized. */
export class ValidationError extends InputError {
  override readonly name = "ValidationError";

  /** @param scope the construct that refuses its input, or the path of it */
  constructor(scope: IConstruct | string, ...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => reported(scope, diagnostic)));
  }
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
