import type { IConstruct } from "constructs";

/** One mistake in the input of a construct: which prop, what it must be, what it is, and the way out. */
export interface Finding {
  /** The prop as the user wrote it, e.g. `desiredCount` or `containers[0].image`. */
  readonly prop: string;
  /** Completes the sentence "'prop' must …". */
  readonly must: string;
  /** The value that was given. */
  readonly got: unknown;
  /** What the user can do about it. */
  readonly remedy: string;
}

/** A mistake in the input: its message is for the user as it stands, one line for each finding. */
export class InputError extends Error {
  override readonly name: string = "InputError";
}

/** Thrown by a construct whose input cannot work on AWS, before anything is synthesized. */
export class ValidationError extends InputError {
  override readonly name = "ValidationError";

  /** @param scope the construct that refuses its input, or the path of it */
  constructor(scope: IConstruct | string, finding: Finding) {
    super(describeFinding(scope, finding));
  }
}

/** A finding as one line: `<construct path>: '<prop>' must …, got <value>; <remedy>`. */
export function describeFinding(scope: IConstruct | string, { prop, must, got, remedy }: Finding): string {
  const path = typeof scope === "string" ? scope : scope.node.path;
  return `${path}: '${prop}' must ${must}, got ${show(got)}; ${remedy}`;
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
