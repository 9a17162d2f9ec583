import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { TerraformEnvironment } from "./terraform-environment";

/** Beside what `terraform init` leaves, so that both go together. */
const STAMP = join(".terraform", "init-stamp");

/** Tells whether `terraform init` has anything to do in a stack's folder, which takes a second to find out by itself. */
export class InitStamp {
  private readonly stamp: string;

  constructor(
    private readonly directory: string,
    private readonly environment: TerraformEnvironment,
  ) {
    this.stamp = join(directory, STAMP);
  }

  /** Whether the last one was for the same backend, providers, lock file, Terraform and settings. */
  get isUpToDate(): boolean {
    return (
      existsSync(join(this.directory, ".terraform", "terraform.tfstate")) &&
      read(this.stamp) === this.fingerprint()
    );
  }

  /** After a successful `terraform init`. */
  remember(): void {
    writeFileSync(this.stamp, this.fingerprint());
  }

  forget(): void {
    rmSync(this.stamp, { force: true });
  }

  private fingerprint(): string {
    const { terraform, env } = this.environment;
    const { terraform: settings } = JSON.parse(read(join(this.directory, "cdk.tf.json"))) as {
      terraform?: unknown;
    };
    const hash = createHash("sha256");
    for (const part of [
      JSON.stringify(settings ?? null),
      // They may keep the state elsewhere.
      ...readdirSync(this.directory)
        .filter((file) => file.endsWith("_override.tf.json"))
        .map((file) => read(join(this.directory, file))),
      read(join(this.directory, ".terraform.lock.hcl")),
      `${terraform.product} ${terraform.version}`,
      read(env.TF_CLI_CONFIG_FILE ?? ""),
      env.TF_CLI_ARGS_init ?? "",
      env.AWS_ENDPOINT_URL ?? "",
    ]) {
      hash.update(`${part.length}:${part}`);
    }
    return hash.digest("hex");
  }
}

/** The text of a file; empty where there is none. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
