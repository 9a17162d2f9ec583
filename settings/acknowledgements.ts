import type { WarningCode } from "../modules/core";

/** Warnings that are right as they are, each with the reason why, which is printed; e.g. `{ "ECS-FIT-002": "…" }`. */
export type Acknowledgements = Readonly<Partial<Record<WarningCode, string>>>;
