/** An error ends the synthesis before anything is written; a warning is printed, and can be acknowledged. */
export type Severity = "error" | "warning";

/** Every code of a check, by which `docs/checks.md` says why it is, and what to do. A code keeps its meaning for ever. */
export const CHECK_CODES = {
  // What one construct or one file is given, where no other code says more.
  "ECS-PROP-001": "error",
  // Which requests and connections reach what.
  "ECS-NET-001": "error",
  "ECS-NET-002": "warning",
  "ECS-NET-003": "warning",
  "ECS-NET-004": "warning",
  "ECS-NET-005": "error",
  "ECS-NET-006": "warning",
  "ECS-NET-007": "warning",
  // How many, and how long.
  "ECS-LIMIT-001": "warning",
  "ECS-LIMIT-002": "error",
  "ECS-LIMIT-003": "error",
  // Do tasks fit on the instances that they are placed on?
  "ECS-FIT-001": "error",
  "ECS-FIT-002": "warning",
  "ECS-FIT-003": "error",
  "ECS-FIT-004": "warning",
  "ECS-FIT-005": "error",
  "ECS-FIT-006": "warning",
  "ECS-FIT-007": "error",
  "ECS-FIT-008": "warning",
  "ECS-FIT-009": "warning",
  "ECS-FIT-010": "error",
  "ECS-FIT-011": "warning",
  "ECS-FIT-012": "error",
  // Does a service get its tasks, and does each deployment end?
  "ECS-ROLL-001": "error",
  "ECS-ROLL-002": "warning",
  "ECS-ROLL-003": "error",
  "ECS-ROLL-004": "error",
  // An acknowledgement of a warning.
  "ECS-ACK-001": "error",
  "ECS-ACK-002": "warning",
} as const satisfies Readonly<Record<string, Severity>>;

export type CheckCode = keyof typeof CHECK_CODES;

/** The codes that can be acknowledged. */
export type WarningCode = {
  [Code in CheckCode]: (typeof CHECK_CODES)[Code] extends "warning" ? Code : never;
}[CheckCode];

/** Of every mistake that no other code says more about; messages leave it out. */
export const COMMON_CODE = "ECS-PROP-001" satisfies CheckCode;
