import type { IConstruct } from "constructs";
import { CHECK_CODES, type CheckCode, COMMON_CODE, type Severity } from "./check-codes";
import { showValue } from "./show-value";

/** One mistake in the input of a construct: which prop, what it must be, what it is, and what to do. */
export interface Diagnostic {
  /** The prop as the user wrote it, e.g. `desiredCount` or `containers[0].image`. */
  readonly prop: string;
  /** Completes the sentence "'prop' must …", of a warning "'prop' should …". */
  readonly must: string;
  /** The value that was given. */
  readonly got: unknown;
  /** What the user can do about it. */
  readonly hint: string;
  /** Of its check in `docs/checks.md`, which decides whether it is an error or a warning. @default "ECS-PROP-001" */
  readonly code?: CheckCode;
}

/** A diagnostic as data, e.g. for `npm run check -- --json`. */
export interface ReportedDiagnostic {
  readonly severity: Severity;
  readonly code: CheckCode;
  /** Path of the construct; or the file, with the line and column where they are known. */
  readonly path: string;
  /** All of it as one line. */
  readonly message: string;
  /** See {@link Diagnostic}; these four are left out of what is said about files. */
  readonly prop?: string;
  readonly must?: string;
  /** The value as the message shows it. */
  readonly got?: string;
  readonly hint?: string;
  /** The reason with which a warning is acknowledged. */
  readonly acknowledged?: string;
}

/**
 * A diagnostic with its message: `<construct path>: '<prop>' must …, got <value>; <hint>`, and its code unless it is the
 * common one.
 */
export function reported(scope: IConstruct | string, diagnostic: Diagnostic): ReportedDiagnostic {
  const { prop, must, hint, code = COMMON_CODE } = diagnostic;
  const path = typeof scope === "string" ? scope : scope.node.path;
  const severity = CHECK_CODES[code];
  const verb = severity === "error" ? "must" : "should";
  const got = showValue(diagnostic.got);
  const suffix = code === COMMON_CODE ? "" : ` [${code}]`;
  const message = oneLine(`${path}: '${prop}' ${verb} ${must}, got ${got}; ${hint}${suffix}`);
  return { severity, code, path, message, prop, must, got, hint };
}

/** A key of the user's may stand in a prop, with a line break of its own: it is shown as it would be written. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

/** What is known as one line of text only, such as `<file>:<line>:<column>: …`. */
export function reportedLine(message: string): ReportedDiagnostic {
  return {
    severity: "error",
    code: COMMON_CODE,
    path: message.slice(0, Math.max(message.indexOf(": "), 0)),
    message,
  };
}
