import type { IConstruct } from "constructs";
import { showValue } from "./show-value";

/** One mistake in the input of a construct: which prop, what it must be, what it is, and what to do. */
export interface Diagnostic {
  /** The prop as the user wrote it, e.g. `desiredCount` or `containers[0].image`. */
  readonly prop: string;
  /** Completes the sentence "'prop' must …". */
  readonly must: string;
  /** The value that was given. */
  readonly got: unknown;
  /** What the user can do about it. */
  readonly hint: string;
}

const INPUT_ERROR = Symbol.for("ecs-terraform-cdk.InputError");

/** A mistake in the input: its message is for the user as it stands, one line for each diagnostic. */
export class InputError extends Error {
  override readonly name: string = "InputError";
  readonly [INPUT_ERROR] = true;

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
    super(diagnostics.map((diagnostic) => describeDiagnostic(scope, diagnostic)).join("\n"));
  }
}

/** A diagnostic as one line: `<construct path>: '<prop>' must …, got <value>; <hint>`. */
export function describeDiagnostic(
  scope: IConstruct | string,
  { prop, must, got, hint }: Diagnostic,
): string {
  const path = typeof scope === "string" ? scope : scope.node.path;
  return `${path}: '${prop}' must ${must}, got ${showValue(got)}; ${hint}`;
}
