import type { PolicyStatement } from "../../iam";

/** Something that every instance does at its first boot, before it joins the cluster. */
export interface UserDataStep {
  /** The step in the log of the boot: lowercase letters, digits and hyphens. */
  readonly name: string;
  /**
   * Bash, run as root with `set -euo pipefail` and the region in `AWS_DEFAULT_REGION`. Quote values with `shellQuote`.
   * Docker does not run yet. Secrets are read by it, and are never part of it.
   */
  readonly script: string;
  /** Packages of Amazon Linux 2023 that it needs, e.g. `jq`; the images bring neither the AWS CLI nor jq. @default none */
  readonly packages?: readonly string[];
  /** Statements that the instances' role gets for it. @default none */
  readonly permissions?: readonly PolicyStatement[];
}
