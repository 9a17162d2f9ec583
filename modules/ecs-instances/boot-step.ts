import type { PolicyStatement } from "../iam";

/** Something that every instance does at its first boot, before it joins the cluster. */
export interface BootStep {
  /** What the boot's log calls it; letters, digits and hyphens. */
  readonly name: string;
  /**
   * Bash, run as root with `set -euo pipefail` and the region in `AWS_DEFAULT_REGION`. Quote with
   * {@link shellQuote}. Secrets are read by it, never part of it.
   */
  readonly script: string;
  /** Packages of Amazon Linux 2023 that it needs, e.g. `jq`; the images bring neither the AWS CLI nor jq. @default none */
  readonly packages?: readonly string[];
  /** What the instance's role may do for it. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
}
