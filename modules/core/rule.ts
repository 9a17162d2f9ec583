import type { CheckCode } from "./check-codes";

/** What a prop must be. See {@link rules} for the ready-made ones. */
export interface Rule<T> {
  /** Completes the sentence "'prop' must …". */
  readonly must: string;
  readonly isMet: (value: T) => boolean;
  /** What the user can do about it. */
  readonly hint: string;
  /** Of its check in `docs/checks.md`. @default "ECS-PROP-001" */
  readonly code?: CheckCode;
}
