import type { PolicyStatement } from "../iam";

/** Something that every instance does at its first boot, before it joins the cluster. */
export interface BootStep {
  /** What the boot's log calls it, unique among the steps of a group; letters, digits and hyphens. */
  readonly name: string;
  /** Bash, run as root with `set -euo pipefail`; quote with {@link shellQuote}. Secrets are read in it, never part of it. */
  readonly script: string;
  /** What the instance's role may do for it. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
}
