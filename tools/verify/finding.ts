/** What a check of a deployed service has found. */
export interface Finding {
  readonly check: "image" | "secret" | "port" | "role" | "room";
  /** What was looked at, such as an image or an ARN. */
  readonly subject: string;
  /** `note`: worth knowing, and nothing wrong. */
  readonly result: "ok" | "wrong" | "note" | "not checked";
  /** Why, and what to do; empty if all is well. */
  readonly detail: string;
}

/** The error of a refused call, if it is one that a check expects. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
