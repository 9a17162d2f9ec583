import { rmSync } from "node:fs";
import { join } from "node:path";

import { UserError } from "../process/user-error";
import type { StepReporter } from "../terminal/step-reporter";
import { succeeded } from "./failures";
import { InitStamp } from "./init-stamp";
import type { PreparedStack } from "./prepared-stack";
import { ProviderLock } from "./provider-lock";
import type { TerraformProcess } from "./terraform-process";

/** How to initialize a stack's folder. */
export interface InitOptions {
  /** What to do when the state was kept elsewhere before. @default - Terraform refuses */
  readonly movedState?: "migrate" | "reconfigure";
  /** Whether to take the newest providers that the stack allows. @default - those that are locked */
  readonly upgrade?: boolean;
}

/** The machines on which people and CI run Terraform, as it names them. */
const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];

/** Runs `terraform init` in a stack's folder, with the providers that are locked for the stack, and no others. */
export class Initialization {
  private readonly stamp: InitStamp;
  private readonly lock: ProviderLock;

  constructor(
    private readonly prepared: PreparedStack,
    private readonly process: TerraformProcess,
    private readonly report: StepReporter,
  ) {
    const { stack, subject } = prepared;
    this.stamp = new InitStamp(stack.directory, prepared);
    this.lock = new ProviderLock(subject.lockFile, stack.directory);
  }

  /**
   * Initializes, if anything that it depends on has changed.
   *
   * @throws UserError if it fails, or if the state asks for a provider that the stack does not name
   */
  async run({ movedState, upgrade = false }: InitOptions = {}): Promise<void> {
    this.lock.restore();
    if (this.stamp.isUpToDate && movedState !== "migrate" && !upgrade) {
      return;
    }
    const moved = { migrate: ["-migrate-state", "-force-copy"], reconfigure: ["-reconfigure"] };
    const args = [
      ...["init", "-input=false", "-no-color"],
      ...(movedState === undefined ? [] : moved[movedState]),
      ...(upgrade ? ["-upgrade"] : []),
    ];
    await this.report.step("Preparing Terraform", async () => {
      succeeded(await this.process.run(args), this.prepared.subject);
      await this.refuseOtherProviders();
    });
    if (this.lock.isShared && (upgrade || (this.lock.hasChanged && !this.lock.isForAllPlatforms))) {
      await this.lockAllPlatforms();
    }
    this.lock.keep();
    this.stamp.remember();
  }

  /** Initializes, whatever was before. */
  async repeat(): Promise<void> {
    this.stamp.forget();
    await this.run();
  }

  /**
   * `terraform init` also fetches the providers that resources in the state name, and a plan would start them: who may
   * write the state could run any program with the credentials of who plans next.
   */
  private async refuseOtherProviders(): Promise<void> {
    const locked = this.lock.providers;
    if (locked.length === 0) {
      return;
    }
    const { stack, subject } = this.prepared;
    const { stdout } = succeeded(await this.process.run(["providers", "-no-color"]), subject);
    const named = providersOfConfiguration(stdout);
    const others = locked.filter((provider) => !named.has(provider));
    if (others.length === 0) {
      return;
    }
    for (const provider of others) {
      rmSync(join(stack.directory, ".terraform", "providers", ...provider.split("/")), {
        recursive: true,
        force: true,
      });
    }
    throw new UserError(
      `The state of '${subject.name}' asks for providers that the stack does not name: ${others.join(", ")}. They were ` +
        "fetched, deleted, and not started. If you do not know them, find out who has written the state; " +
        "if they are yours, keep them in the stack until their resources are destroyed.",
    );
  }

  /**
   * Adds the checksums that `terraform init` does not learn from a mirror or a cache. They are the registry's: if it does
   * not answer, those of this machine are enough for this machine.
   * See https://developer.hashicorp.com/terraform/cli/commands/providers/lock
   */
  private async lockAllPlatforms(): Promise<void> {
    const platforms = PLATFORMS.map((platform) => `-platform=${platform}`);
    await this.report.step("Locking the providers for all platforms", () =>
      this.process.run(["providers", "lock", "-no-color", ...platforms]),
    );
  }
}

/** What `terraform providers` prints first; the second part are those that the state asks for. */
function providersOfConfiguration(output: string): Set<string> {
  const [configuration = ""] = output.split(/^Providers required by state:/m);
  return new Set([...configuration.matchAll(/provider\[([^\]]+)\]/g)].map(([, address = ""]) => address));
}
